import type { ClockTime } from '../values/clock_time.ts';
import type { Civil, Grain } from './civil.ts';
import type { Series } from './series.ts';

/** Part of what is said of a time; together they say one. */
export type Piece =
  | {
      readonly kind: 'day';
      readonly grain: Grain;
      readonly series: (now: Civil) => Series;
      /** A number alone is a day of a month only beside one. */
      readonly bare?: boolean;
      /** It is said from now, and does not come again. */
      readonly fixed?: boolean;
      /** Part of what has a name: `the end of may`. */
      readonly stretch?: boolean;
    }
  | {
      readonly kind: 'clock';
      readonly clock: ClockTime;
      readonly grain: Grain;
      /** A number alone is a time only beside a day, or behind a word that says so. */
      readonly bare: boolean;
    }
  | { readonly kind: 'part'; readonly part: string; readonly from: number; readonly to: number };

export interface Found {
  readonly piece: Piece;
  readonly next: number;
}

/** What can begin at `tokens[at]`. */
export type PieceReader = (tokens: readonly string[], at: number) => readonly Found[];
