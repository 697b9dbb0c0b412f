import type { Civil, Grain, Span } from './civil.ts';

/** What a moment or stretch comes to, on the clock of the house. */
export interface Meant {
  /** Absent where it is open to that side: `before friday`, `since monday`. */
  readonly from?: Civil;
  readonly to?: Civil;
  readonly grain: Grain;
  /** Said without half of the day: where the other one begins. */
  readonly other?: Civil;
  /** Hours that pass, which a change of clocks does not stretch: so long after that time. */
  readonly elapsed?: { readonly since: Civil; readonly milliseconds: number };
}

/**
 * A time that was said. `point`: one moment, day, week … that has a name; `stretch`: from one to another, or part of one; `open`: up to
 * or from one on.
 */
export interface Moment {
  readonly kind: 'point' | 'stretch' | 'open';
  /** `past`: what is over comes first. Undefined where there is none, or where it may be one or another. */
  readonly meant: (now: Civil, past?: boolean) => Meant | undefined;
}

export function meantOf(span: Span | undefined, other?: Civil): Meant | undefined {
  return span === undefined ? undefined : { ...span, ...(other === undefined ? {} : { other }) };
}

/** A stretch that is closed on both sides. */
export function spanOf(meant: Meant | undefined): Span | undefined {
  return meant?.from === undefined || meant.to === undefined
    ? undefined
    : { from: meant.from, to: meant.to, grain: meant.grain };
}
