import type { Fault } from '../model/fault.ts';
import type { EncodedRecord, EncodedUnit } from './encoded.ts';
import type { Statements } from './statements/statements.ts';

/** What the store's engine is asked, in the order of `id`, which rises by one from request to request. */
export type Request = Work & { readonly id: number };

export type Work = Write | Read;

export type Write =
  | { readonly kind: 'append'; readonly unit: EncodedUnit }
  | { readonly kind: 'heard'; readonly client: string; readonly offset: number };

export interface Read {
  readonly kind: 'read';
  readonly question: (statements: Statements) => unknown;
  /** Asked as if these had been written. */
  readonly pending: readonly EncodedRecord[];
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly offsets: readonly number[] }
  | { readonly id: number; readonly fault: Fault };

export interface Reply {
  /** Answers of reads and of units with mail, and faults; what is not named here is plainly applied. */
  readonly answers: readonly Answer[];
  /** Every write up to this request is applied (or was answered by a fault). */
  readonly applied: number;
  /** Every write up to this request is durable. */
  readonly durable: number;
  /** The disk is full: what was begun goes on, and nothing new should be begun. */
  readonly full?: boolean;
  /** The engine has stopped for good: nothing that was not durable came true. */
  readonly failed?: Fault;
}
