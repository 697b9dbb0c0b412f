import { historyFind, historyTurn, type PastAccount, settle } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { understand } from '../../need/understand/contract.ts';
import type { Asking } from './asking.ts';
import { arrived, changesOf } from './device_step.ts';
import { type Period, periodOf } from './period.ts';
import { quoted } from './say_turn.ts';

/** What was looked for, and what was found of it. */
export interface FoundDeed {
  readonly deed: string;
  readonly account: PastAccount | undefined;
  readonly period: Period | undefined;
  /** Up to where was looked, if not to the beginning: milliseconds since the epoch. */
  readonly lookedBackTo: number | undefined;
}

/** Turns that are read one by one to see whether they did it. */
const CANDIDATES = 6;

/** What is told as past, as a command says it. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['turned', 'turn'],
  ['turning', 'turn'],
  ['switched', 'switch'],
  ['switching', 'switch'],
  ['opened', 'open'],
  ['opening', 'open'],
  ['closed', 'close'],
  ['closing', 'close'],
  ['shutting', 'shut'],
  ['locked', 'lock'],
  ['locking', 'lock'],
  ['unlocked', 'unlock'],
  ['unlocking', 'unlock'],
  ['dimmed', 'dim'],
  ['dimming', 'dim'],
  ['setting', 'set'],
  ['started', 'start'],
  ['starting', 'start'],
  ['stopped', 'stop'],
  ['stopping', 'stop'],
  ['paused', 'pause'],
  ['played', 'play'],
  ['playing', 'play'],
  ['raised', 'raise'],
  ['lowered', 'lower'],
  ['added', 'add'],
  ['adding', 'add'],
  ['made', 'make'],
  ['muted', 'mute'],
  ['activated', 'activate'],
  ['changed', 'change'],
  ['cancelled', 'cancel'],
  ['canceled', 'cancel'],
]);
/** A state as the command that leads to it. */
const LEADS_TO: ReadonlyMap<unknown, readonly [before: string, after: string]> = new Map([
  ['on', ['turn', 'on']],
  ['off', ['turn', 'off']],
  ['open', ['open', '']],
  ['closed', ['close', '']],
  ['locked', ['lock', '']],
  ['unlocked', ['unlock', '']],
]);
/** Words that say nothing of what it was about. */
const EMPTY = new Set(
  'the a an my our your this that it on off up down to for of in at and with from all turn set switch'.split(' '),
);

/** Finds the newest turn that did what the slots tell. */
export function* findDeed(slots: Command['slots'], { now, area }: Asking) {
  const period = periodOf(slots, now);
  const deed = deedOf(slots);
  const time = period === undefined ? {} : { since: period.since, until: period.until };
  const [read] = yield* settle([understand({ text: deed, ...(area === undefined ? {} : { area }) })]);
  const meant = read?.ok ? read.value : undefined;
  const [command] = meant?.commands ?? [];
  const targets = [...(command?.targets ?? []), ...(meant?.ambiguous?.choices ?? [])];
  const ids = targets.map(({ id }) => id).slice(0, 100);
  const words = wordsOf(slots.about === 'timer' ? 'timer' : deed);
  const by = ids.length > 0 ? { entities: ids } : words.length > 0 ? { words } : undefined;
  if (by === undefined) return { deed, account: undefined, period, lookedBackTo: undefined };
  const { turns, lookedBackTo } = yield* historyFind({ ...time, ...by, acted: true, limit: CANDIDATES });
  let account: PastAccount | undefined;
  for (const { thread, turn } of turns) {
    const read = yield* historyTurn({ thread, turn });
    if (!didIt(read, command, ids)) continue;
    account = read;
    break;
  }
  return { deed, account, period, lookedBackTo };
}

export function sayNotFound({ deed, period, lookedBackTo }: FoundDeed): string {
  const when = period === undefined ? '' : ` ${period.said}`;
  const far = lookedBackTo === undefined ? '' : ' I have looked through the newest part of my log only.';
  return `I find nothing in my log of ${quoted(deed)}${when}, so if it happened, it was not through me.${far}`;
}

function deedOf({ deed, thing, state, verb, about }: Command['slots']): string {
  if (typeof deed === 'string') return plain(deed);
  if (about === 'timer') return 'set a timer';
  const what = typeof thing === 'string' ? thing : 'that';
  const [before, after] = LEADS_TO.get(state) ?? [typeof verb === 'string' ? verb : '', ''];
  return [before, what, after].filter((word) => word !== '').join(' ');
}

function plain(deed: string): string {
  return deed.replace(
    /^(?:just |have |really )*([\p{L}]+)/iu,
    (_all, first: string) => PLAIN.get(first.toLowerCase()) ?? first,
  );
}

function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])]
    .filter((word) => !EMPTY.has(word))
    .slice(0, 10);
}

/** States that an intent leads to, by the domain it acts on. */
function wantedState({ intent }: Command, id: string): string | undefined {
  const on = intent === 'HassTurnOn';
  if (!on && intent !== 'HassTurnOff') return undefined;
  const domain = id.slice(0, id.indexOf('.'));
  if (domain === 'lock') return on ? 'locked' : 'unlocked';
  if (domain === 'cover' || domain === 'valve') return on ? 'open' : 'closed';
  return ['light', 'switch', 'fan'].includes(domain) ? (on ? 'on' : 'off') : undefined;
}

function didIt(account: PastAccount, command: Command | undefined, ids: readonly string[]): boolean {
  if (command === undefined) return true;
  const same = account.commands.some(
    ({ intent, targets }) =>
      intent === command.intent && (ids.length === 0 || targets.some(({ id }) => ids.includes(id))),
  );
  if (ids.length === 0) return same;
  return account.steps.flatMap(changesOf).some(({ entity, result }) => {
    if (!result.ok || !ids.includes(entity)) return false;
    const wanted = wantedState(command, entity);
    return wanted === undefined ? same : arrived(result.state ?? '') === wanted;
  });
}
