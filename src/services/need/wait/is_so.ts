import type { Json } from '../../../language/home.ts';
import type { StateTest, WaitView } from './contract.ts';

interface Situation {
  readonly state: string;
  readonly attributes: { readonly [name: string]: Json };
}

const SILENT = new Set(['unavailable', 'unknown']);

/** Whether it is so now; undefined where the devices do not say. */
export function isSo(
  { tests, enough, holds }: Pick<WaitView, 'tests' | 'enough' | 'holds'>,
  situations: ReadonlyMap<string, Situation>,
): boolean | undefined {
  const known = tests.flatMap((test) => {
    const now = situations.get(test.entity);
    return now === undefined || SILENT.has(now.state) ? [] : [passes(test, now)];
  });
  // One that is silent may be the one that does not fit.
  if (known.length === 0) return undefined;
  const some = known.includes(true);
  if (enough === 'one') return some || known.length === tests.length ? some === holds : undefined;
  const all = !known.includes(false);
  return all && known.length < tests.length ? undefined : all === holds;
}

function passes({ is, isNot, attribute, above, below }: StateTest, { state, attributes }: Situation): boolean {
  if (above !== undefined || below !== undefined) {
    const told = attribute === undefined ? state : attributes[attribute];
    const value =
      typeof told === 'number' ? told : typeof told === 'string' && told.trim() !== '' ? Number(told) : Number.NaN;
    return Number.isFinite(value) && (above === undefined || value > above) && (below === undefined || value < below);
  }
  return (is === undefined || is.includes(state)) && (isNot === undefined || !isNot.includes(state));
}
