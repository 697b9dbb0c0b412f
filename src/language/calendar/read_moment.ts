import { readDuration } from '../values/duration.ts';
import { DAY, floor, HOUR, type Span, unitSpan } from './civil.ts';
import { readLength } from './length.ts';
import { readMinutePast } from './minute_past.ts';
import { type Meant, type Moment, spanOf } from './moment.ts';
import { readRange } from './range.ts';
import { readSequence } from './sequence.ts';
import { moved, readCount, readShift } from './shift.ts';
import { timeTokens } from './written.ts';

const NOW: ReadonlySet<string> = new Set([
  ...['now', 'right now', 'just now', 'right away', 'straight away', 'immediately', 'at present', 'currently'],
  ...['at the moment', 'at this moment', 'at the minute', 'at the present time', 'at this time', 'this instant'],
]);

/** All tokens as one time: `tomorrow at 3`, `in two weeks`, `from monday to friday`, `before noon`. */
function readWhole(tokens: readonly string[], led = false, stretch = false): Moment | undefined {
  if (NOW.has(tokens.join(' '))) return { kind: 'point', meant: (now) => unitSpan(now, 'second') };
  // `by friday` is a day where one is asked for, and the time up to it where that is.
  const by = stretch && tokens[0] === 'by' ? readOpen(tokens) : undefined;
  return (
    by ??
    readMinutePast(tokens) ??
    readBeyond(tokens) ??
    readClosed(tokens, led, stretch) ??
    readRestOf(tokens) ??
    readOpen(tokens) ??
    readThrough(tokens)
  );
}

const WHOLE = /^(?:all of|the whole of|the entire|the whole|all)(?= )/u;

/** `over the weekend`, `all day tomorrow`, `the whole of next week`. */
function readThrough(tokens: readonly string[]): Moment | undefined {
  const said = tokens.join(' ');
  const rest = /^(?:over|during|throughout)$/u.test(tokens[0] ?? '')
    ? tokens.slice(1).join(' ')
    : WHOLE.test(said)
      ? said
          .replace(WHOLE, '')
          .trim()
          .replace(/^day(?: long)?$/u, 'today')
          .replace(/^(?=(?:week|weekend|month|year|morning|afternoon|evening|night)(?: long)?$)/u, 'this ')
          .replace(/ long$/u, '')
          .replace(/^day (?:on )?/u, '')
      : undefined;
  const whole = rest === undefined || rest === '' ? undefined : readClosed(rest.split(' '), true);
  const span = whole === undefined || whole.kind === 'open' ? undefined : spanOf(whole.meant(0));
  return span !== undefined && span.to - span.from > HOUR ? whole : undefined;
}

function readClosed(tokens: readonly string[], led: boolean, stretch = false): Moment | undefined {
  return (
    readShift(tokens, readPoint, stretch) ??
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
  if (!later && tokens[start] !== 'rest') return undefined;
  const from = !later && tokens[start + 1] === 'of' ? start + 2 : start + 1;
  const rest = tokens[from] === 'in' ? tokens.slice(from + 1) : tokens.slice(from);
  const day = rest.join(' ') === 'the day' || rest.join(' ') === 'this day';
  const whole = readSequence(day ? ['today'] : rest);
  return whole?.kind !== 'point'
    ? undefined
    : { kind: 'stretch', meant: (now) => restOf(spanOf(whole.meant(now)), now, earlier, later) };
}

/** From the day that is now where it is days long. */
function restOf(whole: Span | undefined, now: number, earlier: boolean, later: boolean): Span | undefined {
  if (whole === undefined || now >= whole.to) return undefined;
  // `later this evening`, said at noon
  if (now < whole.from) return later && !earlier && unitSpan(now, 'day').to > whole.from ? whole : undefined;
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
  if (word === 'within') return readWithin(rest);
  const onward =
    /^(?:from|starting|since)$/u.test(word) && /^(?:on|onwards?)$/u.test(rest.at(-1) ?? '') ? rest.slice(0, -1) : rest;
  if (word === 'from' && onward !== rest && NOW.has(onward.join(' ')))
    return { kind: 'open', meant: (now) => ({ from: now, grain: 'second' }) };
  const after =
    word === 'after' || word === 'since' || word === 'from' || word === 'starting' || (of && word === 'later');
  const before = word === 'before' || word === 'until' || word === 'till' || word === 'by' || of;
  const base = after || before ? readClosed(onward, true) : undefined;
  if (base === undefined) return moved ? undefined : readOpenOn(tokens);
  // Where the beginning or the middle of something ends nobody can say.
  if (base.kind === 'stretch' && UNSURE_END.test(onward.join(' ')) && (word === 'after' || word === 'before')) {
    if (word === 'after' || !/^(?:the )?(?:beginning|start)/u.test(onward.join(' '))) return undefined;
    return { kind: 'open', meant: (now) => openTo(spanOf(base.meant(now))) };
  }
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

const UNSURE_END = /^(?:the )?(?:beginning|start|middle|mid)\b/u;

function openTo(span: Span | undefined): Meant | undefined {
  return span === undefined ? undefined : { to: span.from, grain: span.grain };
}

/** `more than 3 weeks ago`, `over a year ago`, `less than 2 days from now`: all the time beyond that, or up to it. */
function readBeyond(tokens: readonly string[]): Moment | undefined {
  const than = /^(?:more|less)$/u.test(tokens[0] ?? '') && tokens[1] === 'than' ? 2 : 1;
  if (than === 1 && !/^(?:over|under)$/u.test(tokens[0] ?? '')) return undefined;
  const length = readDuration(tokens, than);
  const way = length === undefined ? '' : tokens.slice(length.next).join(' ');
  if (length === undefined || !/^(?:ago|from now|hence)$/u.test(way)) return undefined;
  const { hours, minutes, seconds } = length.value;
  const fine = hours !== undefined || minutes !== undefined || seconds !== undefined;
  const grain = fine ? 'second' : 'day';
  const more = /^(?:more|over)$/u.test(tokens[0] ?? '');
  const ago = way === 'ago';
  return {
    kind: more ? 'open' : 'stretch',
    meant: (now) => {
      const at = floor(moved(now, length.value, ago ? -1 : 1), grain);
      if (more) return ago ? { to: at, grain } : { from: at, grain };
      return ago ? { from: at, to: now, grain } : { from: now, to: at, grain };
    },
  };
}

/** `within two hours`, `within the next day and five hours`, `within the hour`. */
function readWithin(tokens: readonly string[]): Moment | undefined {
  const end = /^from (?:now|today)$/u.test(tokens.slice(-2).join(' ')) ? -2 : tokens.length;
  const said = tokens.slice(0, end).filter((word) => word !== 'the' && word !== 'next');
  for (const words of [said, ['a', ...said]]) {
    const length = readDuration(words, 0);
    if (length !== undefined && length.next === words.length && Object.keys(length.value).length > 0)
      return { kind: 'stretch', meant: (now) => ({ from: now, to: moved(now, length.value, 1), grain: 'second' }) };
  }
  return undefined;
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

/** A time is said in fewer words. */
const LONGEST = 40;

export interface ReadMoment {
  readonly moment?: Moment;
  /** Words that are left over, from the first that could not be read on; all of them where nothing could. */
  readonly left: readonly string[];
}

/** A moment or stretch that all words of a text say; where it may be either (`ten to eight`), a stretch if that is wanted. */
export function parseMoment(text: string, stretch = false): ReadMoment {
  const tokens = timeTokens(text);
  const moment = tokens.length > LONGEST ? undefined : readWhole(tokens, false, stretch);
  if (moment !== undefined) return { moment, left: [] };
  for (let end = Math.min(tokens.length - 1, LONGEST); end > 0; end -= 1)
    if (readWhole(tokens.slice(0, end)) !== undefined) return { left: tokens.slice(end) };
  return { left: tokens };
}
