import type { LiveTurn } from '../client/client.ts';
import { colours } from './colours.ts';
import { forTerminal, onOneLine } from './terminal_text.ts';

type Pair = LiveTurn['calls'][number];
type Side = NonNullable<Pair['before'] | Pair['now']>;

/** Longest text of one side of a call, in lines. */
const MOST_LINES = 6;

/** A turn then and now, in two columns. */
export function liveLines(turn: LiveTurn, width: number): readonly string[] {
  const column = Math.floor((width - 5) / 2);
  const row = (mark: string, left: string, right: string): readonly string[] => rowsOf(mark, left, right, column);
  return [
    `${colours.bold(`Turn ${turn.turn}`)}  “${forTerminal(turn.said)}”`,
    ...row(' ', 'then', 'now').map(colours.dim),
    ...turn.calls.flatMap((pair) => {
      const lines = row(markOf(pair), textOf(pair.key, pair.before), textOf(pair.key, pair.now));
      return pair.same ? lines.map(colours.dim) : lines.map(colours.yellow);
    }),
    ...row(turn.before === turn.now ? '=' : '≠', `→ ${turn.before ?? '… not ended yet'}`, `→ ${turn.now}`).map(
      turn.before === turn.now ? colours.green : colours.red,
    ),
    '',
  ];
}

function markOf({ before, now, same }: Pair): string {
  if (same) return '=';
  return before && now ? '≠' : before ? '-' : '+';
}

function textOf(key: string, side: Side | undefined): string {
  if (!side) return '';
  const { subject, input, answer, error } = side;
  const indent = '  '.repeat(Math.max(0, key.split('.').length - 2));
  const source = 'source' in side && side.source !== undefined && TOLD.has(side.source) ? ` (${side.source})` : '';
  // What agents and routers are given and give is told by the calls and by the reply.
  if (subject.startsWith('use.')) return `${indent}${subject}${source}${error ? ` ✗ ${error.message}` : ''}`;
  const came = error ? ` ✗ ${error.message}` : answer === undefined ? '' : ` → ${JSON.stringify(answer)}`;
  return `${indent}${subject}${source} ${JSON.stringify(input)}${came}`;
}
const TOLD: ReadonlySet<string> = new Set(['recorded', 'stubbed', 'refused']);

function rowsOf(mark: string, left: string, right: string, column: number): readonly string[] {
  const [a, b] = [folded(left, column), folded(right, column)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => {
    const [l = '', r = ''] = [a[index], b[index]];
    return `${index === 0 ? mark : ' '} ${l}${' '.repeat(Math.max(0, column - [...l].length))} │ ${r}`.trimEnd();
  });
}

function folded(text: string, column: number): readonly string[] {
  const characters = [...onOneLine(text)];
  const lines: string[] = [];
  for (let from = 0; from < characters.length && lines.length < MOST_LINES; from += column)
    lines.push(characters.slice(from, from + column).join(''));
  if (characters.length > column * MOST_LINES) lines[MOST_LINES - 1] = `${(lines[MOST_LINES - 1] ?? '').slice(0, -1)}…`;
  return lines;
}
