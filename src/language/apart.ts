import { atATime } from './at_a_time.ts';
import { politeOf } from './clause.ts';
import type { Command } from './command.ts';
import { onCondition } from './conditional.ts';
import { connectivesOf } from './connectives.ts';
import { cutAtException, leaveOut } from './exception.ts';
import { forAWhile } from './for_a_while.ts';
import type { Grammar } from './grammar.ts';
import type { Home } from './home.ts';
import { inParts } from './in_parts.ts';
import type { Read } from './put_off.ts';
import { type Token, textBetween, type Utterance } from './text.ts';
import type { Understanding } from './understanding.ts';

/**
 * A sentence that no clause covers, read in parts: what it depends on (`if nobody is home`), how long it shall hold (`for an hour`, `until
 * ten`), when it is for (`tomorrow at seven`), what is left out (`all lights but the kitchen`), and several of these one after the other.
 * Undefined where any word of a part is not understood.
 *
 * @param after reads a part behind what was said before it
 */
export function readApart(
  grammar: Grammar,
  utterance: Utterance,
  read: Read,
  after: (text: string, before: string) => Understanding,
): Understanding | undefined {
  const connectives = connectivesOf(grammar.prepared.language);
  const tokens = politeOf(grammar.prepared).stripEnds(utterance.tokens);
  const told = onCondition(utterance, tokens, connectives, read);
  if (told !== undefined && told.tier !== 'none') return told;
  const found = forAWhile(utterance, tokens, read) ?? atATime(utterance, tokens, read);
  if (found !== undefined) return found;
  const without = withException(grammar.home, utterance, read);
  if (without !== undefined && without.tier !== 'none') return without;
  return inParts(utterance, tokens, connectives, read, after) ?? told ?? without;
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

function onlyOf({ tier, commands, ambiguous }: Understanding): Command | undefined {
  const [only] = commands;
  return tier === 'grammar' && commands.length === 1 && ambiguous === undefined ? only : undefined;
}

function textOf({ text }: Utterance, tokens: readonly Token[]): string {
  return textBetween({ text, tokens }, 0, tokens.length);
}
