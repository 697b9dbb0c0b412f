import type { Command } from './command.ts';
import { cutAtException, leaveOut } from './exception.ts';
import type { Home } from './home.ts';
import { COMMAND_SLOT } from './plan.ts';
import { type Token, textBetween, type Utterance } from './text.ts';
import type { Understanding } from './understanding.ts';

type Read = (text: string) => Understanding;

/** What goes on and off again without harm, and without anybody there. */
const SWITCHED = new Set(['light', 'switch', 'fan', 'media_player']);
const TURNED: ReadonlyMap<string, string> = new Map([
  ['on', 'off'],
  ['off', 'on'],
]);
const INVERSE: ReadonlyMap<string, string> = new Map([
  ['HassTurnOn', 'HassTurnOff'],
  ['HassTurnOff', 'HassTurnOn'],
]);

/**
 * A sentence that no clause covers, read in two parts: what is left out (`all lights but the kitchen`), or how long it shall hold (`for an
 * hour`). Undefined where any word of either part is not understood.
 */
export function readApart(home: Home, utterance: Utterance, read: Read): Understanding | undefined {
  return withException(home, utterance, read) ?? forSomeTime(utterance, read);
}

function withException(home: Home, utterance: Utterance, read: Read): Understanding | undefined {
  const cut = cutAtException(utterance.tokens);
  if (cut === undefined) return undefined;
  const { main, out } = cut;
  const last = out.at(-1);
  const said = textOf(utterance, main);
  // `All but the kitchen lights`: what it is all of is said at the end.
  const ways = last === undefined || out.length < 2 ? [said] : [said, `${said} ${textOf(utterance, [last])}`];
  for (const way of ways) {
    const command = onlyOf(read(way));
    if (command === undefined || command.targets.length < 2) continue;
    const left = leaveOut(home, command, out);
    if ('unknown' in left) return { tier: 'none', commands: [], unknown: textOf(utterance, left.unknown) };
    if (left.targets.length === 0) return undefined;
    return { tier: 'grammar', commands: [{ ...command, targets: left.targets, text: utterance.text.trim() }] };
  }
  return undefined;
}

/** Now, and the other way round when the time is over. */
function forSomeTime(utterance: Utterance, read: Read): Understanding | undefined {
  const { tokens } = utterance;
  const at = tokens.findLastIndex(({ word }) => word === 'for');
  const main = tokens.slice(0, at);
  const turn = main.findIndex(({ word }) => TURNED.has(word));
  const turned = main[turn];
  if (at < 2 || turned === undefined) return undefined;
  const now = onlyOf(read(textOf(utterance, main)));
  if (now === undefined || now.targets.length === 0 || !now.targets.every(({ domain }) => SWITCHED.has(domain)))
    return undefined;
  const back = [
    textOf(utterance, main.slice(0, turn)),
    TURNED.get(turned.word) ?? '',
    textOf(utterance, main.slice(turn + 1)),
  ].join(' ');
  const undone = onlyOf(read(back.trim()));
  if (undone === undefined || undone.intent !== INVERSE.get(now.intent) || idsOf(undone) !== idsOf(now))
    return undefined;
  const later = onlyOf(read(`${back.trim()} in ${textOf(utterance, tokens.slice(at + 1))}`));
  if (later === undefined || typeof later.slots[COMMAND_SLOT] !== 'string') return undefined;
  return { tier: 'grammar', commands: [now, later] };
}

function onlyOf({ tier, commands, ambiguous }: Understanding): Command | undefined {
  const [only] = commands;
  return tier === 'grammar' && commands.length === 1 && ambiguous === undefined ? only : undefined;
}

function idsOf({ targets }: Command): string {
  return targets
    .map(({ id }) => id)
    .sort()
    .join(' ');
}

function textOf({ text }: Utterance, tokens: readonly Token[]): string {
  return textBetween({ text, tokens }, 0, tokens.length);
}
