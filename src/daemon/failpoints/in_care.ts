import type { Care } from '../store/care.ts';
import type { Upkeep } from '../store/upkeep.ts';
import type { Failpoint, Point } from './failpoint.ts';
import { over } from './over.ts';

type Cared = 'backup.copy' | 'backup' | 'forget' | 'retention';

/** The care of the store with the moments around what it is asked for. */
export function careWithFailpoints(care: Care, failpoint: Failpoint): Care {
  const around = aroundBy(failpoint);
  return over<Care>(care, {
    copy: (to, progress) => around('backup.copy', () => care.copy(to, progress)),
    forget: (threads, branches) => around('forget', () => care.forget(threads, branches)),
    trim: (policy, now) => around('retention', () => care.trim(policy, now)),
  });
}

/** A backup is made when it is checked and has its name. */
export function upkeepWithFailpoints(upkeep: Upkeep, failpoint: Failpoint): Upkeep {
  const around = aroundBy(failpoint);
  return over<Upkeep>(upkeep, { backup: (file, progress) => around('backup', () => upkeep.backup(file, progress)) });
}

function aroundBy(failpoint: Failpoint) {
  return async <T>(what: Cared, work: () => Promise<T>): Promise<T> => {
    const at = (point: Point): void => failpoint.reach(point, '');
    at(`${what}.before`);
    const value = await work();
    at(`${what}.after`);
    return value;
  };
}
