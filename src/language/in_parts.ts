import type { Command } from './command.ts';
import type { Connectives } from './connectives.ts';
import { Phrases, segmentsOf } from './phrases.ts';
import type { Read } from './put_off.ts';
import { type Token, textBetween, type Utterance } from './text.ts';
import type { Understanding } from './understanding.ts';

/** Parts two commands as `and` does, where it leaves nothing out. */
const BUT = new Phrases([['but'], ['but', 'also'], ['but', 'then'], ['and', 'but']]);

/**
 * Commands one after the other, of which one says a time or a condition of its own: `turn on the lamp and turn it off at ten`; or parted by
 * `but`. Undefined where any of them is not understood.
 *
 * @param after reads a part behind what was said before it
 */
export function inParts(
  utterance: Utterance,
  tokens: readonly Token[],
  { between }: Connectives,
  read: Read,
  after: (text: string, before: string) => Understanding,
): Understanding | undefined {
  const ends = new Set([...segmentsOf(tokens, between), ...segmentsOf(tokens, BUT)].map(({ to }) => to));
  const text = (from: number, to: number): string => textBetween({ text: utterance.text, tokens }, from, to);
  for (const to of [...ends].sort((left, right) => left - right)) {
    const from = to + Math.max(between.lengthAt(tokens, to), BUT.lengthAt(tokens, to));
    if (to >= tokens.length || from >= tokens.length) continue;
    const first = read(text(0, to));
    if (!isClear(first)) continue;
    const second = after(text(from, tokens.length), text(0, to));
    if (!isClear(second)) continue;
    const commands: Command[] = [...first.commands, ...second.commands];
    return { tier: 'grammar', commands };
  }
  return undefined;
}

function isClear({ tier, commands, ambiguous }: Understanding): boolean {
  return tier === 'grammar' && commands.length > 0 && ambiguous === undefined;
}
