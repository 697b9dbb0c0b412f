import { readDuration } from '../values/duration.ts';
import { plus } from './civil.ts';
import { type Moment, spanOf } from './moment.ts';
import { fine, type ReadWhole } from './range.ts';

/** `from 4pm for thirty minutes`, `18th december for 10 days`, `a week starting tomorrow`, `for 3 hours from 10 am`. */
export function readLength(tokens: readonly string[], whole: ReadWhole): Moment | undefined {
  for (let at = 0; at < tokens.length; at += 1) {
    const isFor = tokens[at] === 'for';
    const length = isFor ? readDuration(tokens, at + 1) : at === 0 ? readDuration(tokens, 0) : undefined;
    if (length === undefined) continue;
    const behind = tokens.slice(length.next);
    const starting = /^(?:starting|beginning|commencing)$/u.test(behind[0] ?? '');
    if (!isFor && !starting) continue;
    const rest = [...tokens.slice(0, at), ...(starting ? behind.slice(1) : behind)];
    const base = whole(
      rest.filter((word) => word !== 'from'),
      true,
    );
    if (base?.kind !== 'point') continue;
    const { years = 0, months: count = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = length.value;
    return {
      kind: 'stretch',
      meant: (now) => {
        const from = spanOf(base.meant(now));
        if (from === undefined || (!fine(from) && from.grain !== 'day')) return undefined;
        const day = plus(plus(plus(from.from, years, 'year'), count, 'month'), weeks * 7 + days, 'day');
        return { from: from.from, to: day + ((hours * 60 + minutes) * 60 + seconds) * 1000, grain: from.grain };
      },
    };
  }
  return undefined;
}
