/** What was measured, as a table in Markdown. */
import type { Said } from './clips.ts';
import type { Deed } from './house.ts';

export interface Measured {
  readonly said: Said;
  readonly wanted: Deed;
  readonly done: Deed;
  /** Every word was heard as it was said. */
  readonly exact: boolean;
  readonly code: number | null;
  readonly woken: boolean;
  readonly utterance:
    | { readonly text: string; readonly confidence: number; readonly rejected?: string | undefined }
    | undefined;
  readonly trouble: readonly string[];
  /** From the end of speech to the first sound of the answer. */
  readonly waitedSeconds: number | undefined;
}

/**
 * `right`: the same calls, and the same answer, as when it is typed. `wrong`: something was done that was not said.
 * `answered`: nothing was done, but something else was answered. `again`: it said that it did not understand, or asked.
 */
export type Verdict = 'right' | 'wrong' | 'answered' | 'again' | 'not woken';

export function verdict({ said, wanted, done, woken, utterance }: Measured): Verdict {
  if (!woken) return 'not woken';
  const refused = utterance === undefined || utterance.rejected !== undefined;
  if (said.text === null) {
    if (done.calls.length > 0 || done.changed.length > 0) return 'wrong';
    return refused ? 'right' : 'answered';
  }
  if (done.calls.some((call) => !wanted.calls.includes(call))) return 'wrong';
  if (
    same(done.calls, wanted.calls) &&
    same(done.asked, wanted.asked) &&
    timeless(done.reply) === timeless(wanted.reply)
  )
    return 'right';
  return refused || done.asked.length > 0 ? 'again' : 'answered';
}

const same = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n');
/** The clock goes on between the two. */
const timeless = (reply: string) => reply.replace(/\d+:\d+( [AP]M)?/gi, '…');

/** One row; the head of the table without one. */
export function lineOf(one?: Measured): string {
  if (one === undefined)
    return '| said | by | heard (confidence) | reply | changed | verdict | s |\n|---|---|---|---|---|---|--:|';
  const { said, utterance, done, exact, waitedSeconds, trouble } = one;
  const heard = utterance === undefined ? '–' : exact ? '=' : utterance.text || '–';
  const sure =
    utterance === undefined
      ? ''
      : ` (${utterance.confidence.toFixed(2)}${utterance.rejected ? `, ${utterance.rejected}` : ''})`;
  const changed = [...done.changed, ...done.asked.map((text) => `asked: ${text}`), ...trouble].join(', ');
  const cells = [said.text ?? 'something else', said.kind, `${heard}${sure}`, done.reply, changed, verdict(one)];
  return `| ${[...cells.map((cell) => cell.replaceAll('|', '/').replaceAll('\n', ' ')), waitedSeconds?.toFixed(2) ?? ''].join(' | ')} |`;
}

export function totals(all: readonly Measured[]): string {
  const head =
    '| | recordings | woken | every word | right | again | answered something else | did something else | median s | slowest s |';
  const rows = [...new Set(all.map(({ said }) => said.kind)), undefined].map((kind) => {
    const these = all.filter(({ said }) => (kind === undefined ? said.text !== null : said.kind === kind));
    const count = (which: Verdict) => these.filter((one) => verdict(one) === which).length;
    const waits = these.flatMap(({ waitedSeconds }) => waitedSeconds ?? []).sort((one, other) => one - other);
    const figures = [
      these.length,
      these.filter(({ woken }) => woken).length,
      these.filter(({ exact }) => exact).length,
    ];
    const verdicts = (['right', 'again', 'answered', 'wrong'] as const).map(count);
    const times = [waits[waits.length >> 1], waits.at(-1)].map((wait) => wait?.toFixed(2) ?? '');
    return `| ${[kind ?? 'all commands', ...figures, ...verdicts, ...times].join(' | ')} |`;
  });
  return [head, `|---${'|--:'.repeat(9)}|`, ...rows].join('\n');
}
