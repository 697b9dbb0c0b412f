import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect } from 'vitest';

/** What a nightly test measured. A count of losses is left out where the test does not look for them: that is not a 0. */
export interface Figure {
  /** How often it was done, and what: 1000 of 'kills'. With the file, `of` is the name of the row: keep it. */
  readonly count: number;
  readonly of: string;
  /** What was acknowledged and is gone. */
  readonly lost?: number;
  /** What must happen once and happened more often. */
  readonly doubled?: number;
  /** Turns that did not end. */
  readonly stuck?: number;
  /** Starts that had forgotten everything and did not say so. */
  readonly blank?: number;
  /** Anything else, in a few words with units: 'slowest 212 ms'. */
  readonly measured?: string;
}

/** A figure and the test that measured it: what a line of the file of figures holds. */
export interface ToldFigure extends Figure {
  /** The test's whole title, with the ids of what it shows. */
  readonly title: string;
  /** The test's file, from the root of the checkout. */
  readonly file: string;
}

const ROOT = `${import.meta.dirname}/..`;

/**
 * Tells what the running test measured, for the table at the end of `npm run test:nightly`. Call it before judging, so that
 * a figure that is too bad is in the table as well. Without a table (any other run) it does nothing.
 */
export function tellFigure(figure: Figure): void {
  const path = process.env.AGENTOS_TEST_FIGURES;
  if (path === undefined) return;
  const { currentTestName = '', testPath = '' } = expect.getState();
  const told: ToldFigure = { ...figure, title: currentTestName, file: relative(ROOT, testPath) };
  appendFileSync(path, `${JSON.stringify(told)}\n`);
}
