import type { RawBlock } from './sentence_schema.ts';

/** What holds for all sentences of one combination of an intent's slots, as Home Assistant's `intents.yaml` says it. */
export interface SlotCombination {
  /** The area is that of the speaker. */
  readonly contextArea: boolean;
  /** Sets of domains by their names, for `name_domains` with a name in place of a list. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

/** By `<intent>/<combination>`, as the file of a combination is called without its ending. */
export type SlotCombinations = ReadonlyMap<string, SlotCombination>;

const SWITCHED = ['light', 'switch', 'fan', 'media_player', 'input_boolean', 'climate'];

/** Where `intents.yaml` is not at hand: the combinations whose sentences are about the place where they are said. */
const WITH_CONTEXT_AREA: Readonly<Record<string, readonly string[]>> = {
  HassTurnOn: ['domain_only', 'device_class_cover'],
  HassTurnOff: ['domain_only', 'device_class_cover'],
  HassSetPosition: ['device_class'],
  HassLightSet: ['brightness_only', 'color_only', 'temperature_only'],
  HassClimateSetTemperature: ['temperature_only'],
  HassClimateGetTemperature: ['default'],
  HassVacuumCleanArea: ['context_area'],
  HassMediaPause: ['default'],
  HassMediaUnpause: ['default'],
  HassMediaNext: ['default'],
  HassMediaPrevious: ['default'],
  HassSetVolume: ['default'],
  HassSetVolumeRelative: ['default'],
  HassMediaPlayerMute: ['default'],
  HassMediaPlayerUnmute: ['default'],
  HassMediaSearchAndPlay: ['default', 'media_class_only'],
  HassFanSetSpeed: ['default'],
};

const WITH_GROUPS = new Set(['HassTurnOn', 'HassTurnOff']);

/** The combination that a file holds: `HassTurnOn/domain_only.yaml`, in whatever folder. Undefined where its path tells none. */
export function combinationOf(path: string, known?: SlotCombinations): SlotCombination | undefined {
  const [intent = '', name = ''] = path
    .replace(/\.ya?ml$/i, '')
    .split(/[\\/]/)
    .slice(-2);
  const told = known?.get(`${intent}/${name}`);
  if (told !== undefined) return told;
  const contextArea = WITH_CONTEXT_AREA[intent]?.includes(name) ?? false;
  const groups = WITH_GROUPS.has(intent) ? { default: SWITCHED } : {};
  return contextArea || WITH_GROUPS.has(intent) ? { contextArea, groups } : undefined;
}

/** Reads the content of `intents.yaml`; what has another form is left out. */
export function readCombinations(content: unknown): SlotCombinations {
  const found = new Map<string, SlotCombination>();
  for (const [intent, about] of Object.entries(entryOf(content))) {
    for (const [name, raw] of Object.entries(entryOf(entryOf(about).slot_combinations))) {
      const { context_area, name_domain_groups } = entryOf(raw);
      const groups = Object.entries(entryOf(name_domain_groups)).flatMap(([group, domains]) =>
        Array.isArray(domains) ? [[group, domains.filter((domain) => typeof domain === 'string')] as const] : [],
      );
      found.set(`${intent}/${name}`, { contextArea: context_area === true, groups: Object.fromEntries(groups) });
    }
  }
  return found;
}

/**
 * A block with its short forms written out: `inferred_domain` is a slot, a named set of `name_domains` its domains, and the area of the
 * speaker a condition. `fault` is what it refers to and nothing has.
 */
export function writtenOut(
  block: RawBlock,
  combination: SlotCombination | undefined,
): { block: RawBlock; fault?: string } {
  const { inferred_domain, name_domains, ...rest } = block;
  const group = typeof name_domains === 'string' ? combination?.groups[name_domains] : name_domains;
  const slots = inferred_domain == null || name_domains != null ? {} : { domain: inferred_domain };
  const requires = combination?.contextArea === true ? { area: { slot: true } } : {};
  const whole: RawBlock = {
    ...rest,
    ...(group == null ? {} : { name_domains: [...group] }),
    slots: { ...rest.slots, ...slots },
    requires_context: { ...rest.requires_context, ...requires },
  };
  return typeof name_domains === 'string' && group === undefined
    ? { block: whole, fault: `there is no set of domains "${name_domains}"` }
    : { block: whole };
}

export function entryOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
