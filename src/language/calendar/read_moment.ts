import { DAY, type Span, unitSpan } from './civil.ts';
import { type Moment, spanOf } from './moment.ts';
import { readLength, readRange } from './range.ts';
import { readSequence } from './sequence.ts';
import { readCount, readShift } from './shift.ts';
import { timeTokens } from './written.ts';

const NOW: ReadonlySet<string> = new Set(['now', 'right now', 'at the moment', 'immediately', 'straight away']);

/** All tokens as one time: `tomorrow at 3`, `in two weeks`, `from monday to friday`, `before noon`. */
function readWhole(tokens: readonly string[], led = false, stretch = false): Moment | undefined {
  if (NOW.has(tokens.join(' '))) return { kind: 'point', meant: (now) => unitSpan(now, 'second') };
  return readClosed(tokens, led, stretch) ?? readRestOf(tokens) ?? readOpen(tokens);
}

function readClosed(tokens: readonly string[], led: boolean, stretch = false): Moment | undefined {
  return (
    readShift(tokens, readPoint) ??
    readCount(tokens) ??
    readLength(tokens, readPoint) ??
    (stretch ? readRange(tokens, readPoint) : undefined) ??
    readSequence(tokens, led) ??
    readRange(tokens, readPoint)
  );
}

function readPoint(tokens: readonly string[], led = false): Moment | undefined {
  if (NOW.has(tokens.join(' '))) return { kind: 'point', meant: (now) => unitSpan(now, 'minute') };
  return readShift(tokens, readPoint) ?? readSequence(tokens, led);
}

/** `the rest of the week`, `later this month`: from now to its end. */
function readRestOf(tokens: readonly string[]): Moment | undefined {
  const start = tokens[0] === 'the' ? 1 : 0;
  const later = tokens[start] === 'later' || tokens[start] === 'earlier';
  const earlier = tokens[start] === 'earlier';
  if (!later && (tokens[start] !== 'rest' || tokens[start + 1] !== 'of')) return undefined;
  const from = later ? start + 1 : start + 2;
  const rest = tokens[from] === 'in' ? tokens.slice(from + 1) : tokens.slice(from);
  const day = rest.join(' ') === 'the day' || rest.join(' ') === 'this day';
  const whole = readSequence(day ? ['today'] : rest);
  return whole?.kind !== 'point'
    ? undefined
    : { kind: 'stretch', meant: (now) => restOf(spanOf(whole.meant(now)), now, earlier) };
}

/** From the day that is now where it is days long. */
function restOf(whole: Span | undefined, now: number, earlier: boolean): Span | undefined {
  if (whole === undefined || now < whole.from || now >= whole.to) return undefined;
  const from = whole.to - whole.from > DAY ? unitSpan(now, 'day').from : now;
  if (earlier) return from > whole.from ? { from: whole.from, to: from, grain: 'day' } : undefined;
  return { from, to: whole.to, grain: whole.to - whole.from > DAY ? 'day' : 'hour' };
}

/** `before friday`, `by noon`, `since monday`, `after 2 pm`, `until tomorrow`, `within two hours`. */
function readOpen(tokens: readonly string[], moved = false): Moment | undefined {
  const soon = /^(?:any ?time|sometime)$/u.test(tokens[0] ?? '') ? 1 : 0;
  const word = tokens[soon] ?? '';
  const of = tokens[soon + 1] === 'than' && /^(?:later|earlier|sooner)$/u.test(word);
  const rest = tokens.slice(soon + (of ? 2 : 1));
  if (word === 'within') {
    const shift = readShift(['in', ...rest], readPoint);
    return shift && { kind: 'stretch', meant: (now) => bounded(now, shift.meant(now)?.from) };
  }
  const after =
    word === 'after' || word === 'since' || word === 'from' || word === 'starting' || (of && word === 'later');
  const before = word === 'before' || word === 'until' || word === 'till' || word === 'by' || of;
  const base = after || before ? readClosed(rest, true) : undefined;
  if (base === undefined) return moved ? undefined : readOpenOn(tokens);
  return {
    kind: 'open',
    meant: (now) => {
      const span = spanOf(base.meant(now, word === 'since'));
      if (span === undefined) return undefined;
      if (after)
        return { from: word === 'after' && span.to - span.from >= DAY ? span.to : span.from, grain: span.grain };
      // Up to a day that is named it may still be on it; before it not.
      const end =
        word === 'before' || span.to - span.from < DAY ? (base.kind === 'stretch' ? span.to : span.from) : span.to;
      return word === 'by' && end > now ? { from: now, to: end, grain: span.grain } : { to: end, grain: span.grain };
    },
  };
}

/** `tomorrow before 5 pm`, `3 pm or later on monday`. */
function readOpenOn(tokens: readonly string[]): Moment | undefined {
  const at = tokens.findIndex((word, index) => index > 0 && /^(?:before|after|until|till|by|since)$/u.test(word));
  if (at > 0) return readOpen([tokens[at] ?? '', ...tokens.slice(0, at), 'at', ...tokens.slice(at + 1)], true);
  const or = tokens.findIndex(
    (word, index) => word === 'or' && /^(?:later|after|earlier|before)$/u.test(tokens[index + 1] ?? ''),
  );
  if (or < 1) return undefined;
  const side = /^(?:later|after)$/u.test(tokens[or + 1] ?? '') ? 'from' : 'until';
  return readOpen([side, ...tokens.slice(0, or), ...tokens.slice(or + 2)], true);
}

function bounded(now: number, to: number | undefined): Span | undefined {
  return to === undefined || to <= now ? undefined : { from: now, to, grain: 'second' };
}

export interface ReadMoment {
  readonly moment?: Moment;
  /** Words that are left over, from the first that could not be read on; all of them where nothing could. */
  readonly left: readonly string[];
}

/** A moment or stretch that all words of a text say; where it may be either (`ten to eight`), a stretch if that is wanted. */
export function parseMoment(text: string, stretch = false): ReadMoment {
  const tokens = timeTokens(text);
  const moment = readWhole(tokens, false, stretch);
  if (moment !== undefined) return { moment, left: [] };
  for (let end = tokens.length - 1; end > 0; end -= 1)
    if (readWhole(tokens.slice(0, end)) !== undefined) return { left: tokens.slice(end) };
  return { left: tokens };
}
