import type { Command, Target } from './command.ts';
import { joinWords } from './say_duration.ts';

/** Words that devices are called by. A name that ends in one is a description and is said in small letters: "the kitchen light". */
const DEVICE_WORDS = new Set(
  `ac air alarm awning backlight basement bath battery bell blind blinds boiler bulb cabinet cabinets camera ceiling charger
  cleaner conditioner conditioning console cooker corner counter countertop curtain curtains dehumidifier desk
  detector dioxide dishwasher door doorbell doors dryer fan fans feeder fireplace freezer fridge furnace garage gate heater
  heating hob hood hub humidifier humidity irrigation kettle lamp lamps lantern lanterns left light lighting lights lock
  machine maker meter monitor motion mower opener outlet oven player plug power printer projector pump purifier radiator radio
  receiver right robot router scene screen sensor shade shades shutter shutters siren socket soundbar speaker
  speakers spotlight spotlights sprinkler sprinklers strip switch switches table tablet tap television temperature
  thermostat toaster tree vacuum valve washer window windows`.split(/\s+/),
);

/** Words that keep their capital in a description. */
const PROPER = new Set('Christmas Xmas Easter Halloween Advent French Venetian Roman'.split(' '));

/** A device as it is spoken of: `the kitchen light`, `the TV`, `Rover`. */
export function sayName(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.at(-1)?.toLowerCase() ?? '';
  const [first = ''] = words;
  const owned = /['’]s$/.test(first) || /^(the|my|our|your)$/i.test(first);
  const described = DEVICE_WORDS.has(last) || /^\d+$/.test(last);
  // Words with capitals inside (EcoBee, TV) and names of people (Anna's) stay as they are written.
  const said = described
    ? words.map((word) => (/^[A-Z][a-z]+$/.test(word) && !PROPER.has(word) ? word.toLowerCase() : word)).join(' ')
    : name.trim();
  // One word that is no description is a name (Rover), unless it is written like a brand (EcoBee) or short for one (TV).
  const isName = !described && words.length === 1 && !/^[A-Z0-9]{2,4}$|[a-z][A-Z]/.test(first);
  return owned || isName ? said : `the ${said}`;
}

/** `are` of the bedroom blinds, `is` of the kitchen light. */
export function isOrAre(name: string): 'is' | 'are' {
  const last = name.trim().split(/\s+/).at(-1)?.toLowerCase() ?? '';
  return DEVICE_WORDS.has(last) && last.endsWith('s') && DEVICE_WORDS.has(last.slice(0, -1)) ? 'are' : 'is';
}

/** Nouns for several of a kind, by device class and by domain. */
const PLURALS: { readonly [kind: string]: string } = {
  awning: 'awnings',
  blind: 'blinds',
  climate: 'thermostats',
  cover: 'covers',
  curtain: 'curtains',
  door: 'doors',
  fan: 'fans',
  garage: 'garage doors',
  garage_door: 'garage doors',
  gate: 'gates',
  light: 'lights',
  lock: 'locks',
  media_player: 'players',
  outlet: 'outlets',
  person: 'people',
  scene: 'scenes',
  shade: 'shades',
  shutter: 'shutters',
  switch: 'switches',
  todo: 'lists',
  vacuum: 'vacuums',
  valve: 'valves',
  window: 'windows',
};

/** What carries a title: scenes and scripts. */
const NAMED_AS_WRITTEN = new Set(['scene', 'script']);

/** How many are named one by one before they are counted. */
const NAMED = 3;

/** Devices as the object of a sentence: `the bed light and the standing light`, `4 lights in the kitchen`. */
export function sayTargets(targets: readonly Target[]): string {
  if (targets.length <= NAMED)
    return joinWords(targets.map(({ name, domain }) => (NAMED_AS_WRITTEN.has(domain) ? name : sayName(name))));
  const kinds = new Set(
    targets.map(({ domain, deviceClass }) => PLURALS[deviceClass ?? ''] ?? PLURALS[domain] ?? 'devices'),
  );
  const [kind = 'devices'] = kinds;
  const areas = new Set(targets.map(({ area }) => area));
  const [area] = areas;
  const where = areas.size === 1 && area !== undefined ? ` in ${sayArea(area)}` : '';
  return `${targets.length} ${kinds.size === 1 ? kind : 'devices'}${where}`;
}

/** `the kitchen`; rooms that carry a person's name keep it. */
export function sayArea(area: string): string {
  const words = area.trim().split(/\s+/);
  const owned = /['’]s$/.test(words[0] ?? '') || /^(the|my|our|your)$/i.test(words[0] ?? '');
  const said = words.map((word) => (/^[A-Z][a-z]+$/.test(word) ? word.toLowerCase() : word)).join(' ');
  return owned ? said : `the ${said}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What there is none of: `There are no lights in the kitchen.` */
export function sayNothingFound({ name, domain, device_class: deviceClass, area, floor }: Command['slots']): string {
  const where =
    typeof area === 'string' ? ` in ${sayArea(area)}` : typeof floor === 'string' ? ` on ${sayArea(floor)}` : '';
  if (typeof name === 'string' && name !== 'all') return `I know of no ${name}${where}.`;
  const kind =
    (typeof deviceClass === 'string' ? PLURALS[deviceClass] : undefined) ??
    (typeof domain === 'string' ? PLURALS[domain] : undefined);
  return kind === undefined ? `I found nothing${where} that could do that.` : `There are no ${kind}${where}.`;
}

/** The noun for several of the same kind: `lights`, `garage doors`, `gas sensors`; `things` for a mixture. */
export function sayKind(targets: readonly Pick<Target, 'domain' | 'deviceClass'>[]): string {
  const kinds = new Set(targets.map(kindOf));
  const [kind = 'things'] = kinds;
  return kinds.size === 1 ? kind : 'things';
}

function kindOf({ domain, deviceClass }: Pick<Target, 'domain' | 'deviceClass'>): string {
  // What tells of a window is to people that window.
  const told = domain === 'binary_sensor' && deviceClass !== undefined ? PLURALS[deviceClass] : undefined;
  if (told !== undefined) return told;
  if (domain === 'sensor' || domain === 'binary_sensor') {
    return deviceClass === undefined ? 'sensors' : `${deviceClass.replaceAll('_', ' ')} sensors`;
  }
  return PLURALS[deviceClass ?? ''] ?? PLURALS[domain] ?? 'things';
}
