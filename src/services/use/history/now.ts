import type { z } from 'zod';
import type { clockNow } from '../../need/clock/contract.ts';

/** The moment of asking, as the clock of the home shows it. */
export type Now = Pick<z.infer<typeof clockNow.output>, 'epochMs' | 'zone' | 'hour'>;
