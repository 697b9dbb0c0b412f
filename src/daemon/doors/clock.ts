import type { Clock } from '../model/service.ts';

/** setTimeout counts in 32 bits: a longer delay would fire at once, so it is taken in steps. */
const LONGEST_STEP_MS = 2 ** 30;

export function systemClock(zone: string): Clock {
  return {
    zone,
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(delayMs, run) {
      const due = performance.now() + delayMs;
      let timer: NodeJS.Timeout;
      const step = (): void => {
        const leftMs = due - performance.now();
        timer = leftMs <= LONGEST_STEP_MS ? setTimeout(run, Math.max(0, leftMs)) : setTimeout(step, LONGEST_STEP_MS);
      };
      step();
      return () => clearTimeout(timer);
    },
  };
}
