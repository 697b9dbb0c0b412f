import { readClockPieces, readDayPart } from './clock_pieces.ts';
import { combine } from './combine.ts';
import { readDayPieces } from './day_pieces.ts';
import type { Moment } from './moment.ts';
import { readNestedPieces } from './nested_pieces.ts';
import { readPartPieces } from './part_pieces.ts';
import type { Piece } from './piece.ts';
import { readAheadPiece } from './shift.ts';
import { readYearPieces } from './year_pieces.ts';

/** Words between the pieces, and before them, that say nothing of when. */
const SMALL = new Set([
  'on',
  'at',
  'of',
  'in',
  'for',
  'around',
  'about',
  'approximately',
  'exactly',
  'sharp',
  'the',
  'by',
  'this',
]);
/** A number behind one of these is a time. */
const LEADS = new Set(['at', 'around', 'about', 'by', 'for', 'exactly']);
/** `A.D.`, `approximately` */
const TRAILING = new Set(['approximately', 'exactly', 'sharp', 'please']);

/** Tokens that all together say one time: pieces in any order. `led`: words before them say that a time comes. */
export function readSequence(tokens: readonly string[], led = false): Moment | undefined {
  return readNested(tokens, led, 0);
}

/** Times within times are tried in every way: so deep and so long nobody speaks, and more would take for ever. */
const DEEPEST = 2;
const MOST_TOKENS = 24;

function readNested(tokens: readonly string[], led: boolean, depth: number): Moment | undefined {
  if (tokens.length > MOST_TOKENS) return undefined;
  let end = tokens.length;
  while (end > 0 && TRAILING.has(tokens[end - 1] ?? '')) end -= 1;
  return end === 0 ? undefined : follow(tokens.slice(0, end), 0, [], led, depth);
}

const MOST_PIECES = 6;

function follow(
  tokens: readonly string[],
  at: number,
  pieces: readonly Piece[],
  led: boolean,
  depth: number,
): Moment | undefined {
  if (at === tokens.length) return combine(pieces, led);
  if (pieces.length > MOST_PIECES) return undefined;
  for (const { pieces: found, next } of alternatives(tokens, at, depth)) {
    const moment = follow(tokens, next, [...pieces, ...found], led, depth);
    if (moment !== undefined) return moment;
  }
  const word = tokens[at] ?? '';
  // At the end of a time these words lead elsewhere.
  return SMALL.has(word) && at + 1 < tokens.length
    ? follow(tokens, at + 1, pieces, led || LEADS.has(word), depth)
    : undefined;
}

interface Alternative {
  readonly pieces: readonly Piece[];
  readonly next: number;
}

/** The longest first; of two that are as long, the day. */
function alternatives(tokens: readonly string[], at: number, depth: number): Alternative[] {
  const whole = (inner: readonly string[]): Moment | undefined =>
    depth < DEEPEST ? readNested(inner, false, depth + 1) : undefined;
  const dayPart = readDayPart(tokens, at);
  const singles = [
    ...readYearPieces(tokens, at),
    ...readDayPieces(tokens, at),
    ...readClockPieces(tokens, at),
    ...readNestedPieces(tokens, at, whole),
    ...readPartPieces(tokens, at, whole),
    ...readAheadPiece(tokens, at),
  ];
  return [
    ...(dayPart === undefined ? [] : [dayPart]),
    ...singles.map(({ piece, next }) => ({ pieces: [piece], next })),
  ].sort((one, other) => other.next - one.next);
}
