import type { PastAccount, PastTurnView } from 'agentos/service';
import { sayArea, sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import type { Names } from './names.ts';
import type { Now } from './now.ts';
import { sayWhen } from './say_when.ts';

/** As much of an utterance as is quoted. */
const QUOTED = 160;
/** Devices that are named one by one. */
const NAMED = 3;

export function quoted(text: string): string {
  const line = text.replace(/\s+/gu, ' ').replaceAll('"', "'").trim();
  return `"${line.length <= QUOTED ? line : `${line.slice(0, QUOTED - 1)}…`}"`;
}

/** `you said "…" at 8:04 this morning`, `somebody in the kitchen said "…" just now`; not for turns of rules. */
export function saidBy(turn: PastTurnView, now: Now): string {
  return `${whoOf(turn)} ${quoted(turn.said ?? '')} ${sayWhen(turn.at, now)}`;
}

/** `you said`, `somebody in the kitchen said`, `a file said`. */
function whoOf({ mine, channel, interface: kind, area, speaker, client }: PastTurnView): string {
  if (channel === 'automation') return kind === 'watch' ? 'a file that I watch said' : `${client} said`;
  const verb = channel === 'voice' ? 'said' : 'typed';
  if (mine) return `you ${channel === 'voice' ? 'said' : 'asked'}`;
  if (speaker !== undefined) return `${speaker} ${verb}`;
  return `somebody ${area === undefined ? `at "${client}"` : `in ${sayArea(area)}`} ${verb}`;
}

/** What devices the commands of a turn were about: `the kitchen light and the fan`, `7 devices`. */
export function targetsOf({ commands }: PastAccount, names: Names): string | undefined {
  const targets = new Map(commands.flatMap(({ targets: found }) => found.map(({ id, name }) => [id, name] as const)));
  return sayDevices([...targets.keys()], names);
}

export function sayDevices(ids: readonly string[], names: Names): string | undefined {
  const known = [...new Set(ids)];
  if (known.length === 0) return undefined;
  if (known.length > NAMED) return `${known.length} devices`;
  return joinWords(known.map((id) => sayName(names.of(id))));
}

const VERBS = new Set(
  'turn set get add remove complete read clear adjust start stop pause unpause cancel return dock play list search remember recall forget calculate respond broadcast snooze change increase decrease toggle'.split(
    ' ',
  ),
);
/** What turning on and off means for what is not switched. */
const TURNED: ReadonlyMap<string, readonly [on: string, off: string]> = new Map([
  ['lock', ['lock', 'unlock']],
  ['cover', ['open', 'close']],
  ['valve', ['open', 'close']],
  ['scene', ['activate', 'end']],
  ['script', ['run', 'stop']],
]);

/** An intent in words: `turn on`, `set light`, `start timer`. */
export function sayIntent({ intent, targets }: PastAccount['commands'][number]): string {
  const domains = new Set(targets.map(({ domain }) => domain));
  const [domain = ''] = domains;
  const turned = domains.size === 1 ? TURNED.get(domain) : undefined;
  if (turned && intent === 'HassTurnOn') return turned[0];
  if (turned && intent === 'HassTurnOff') return turned[1];
  const words = intent
    .replace(/^(Hass|Agentos)/, '')
    .split(/(?=[A-Z])/u)
    .map((word) => word.toLowerCase());
  const verb = words.findIndex((word) => VERBS.has(word));
  const ordered =
    verb <= 0 ? words : [...words.slice(verb, verb + 1), ...words.slice(0, verb), ...words.slice(verb + 1)];
  return ordered.join(' ');
}
