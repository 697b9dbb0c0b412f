import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tellFigure } from '../figures.ts';
import type { Guard } from './guard.ts';
import { GUARDS } from './guards.ts';
import { PrivateCopy, type Verdict } from './private_copy.ts';

/** A pattern of those that are to be tried. */
const WANTED = new RegExp(process.env.AGENTOS_TEST_GUARDS ?? '');
const tried = GUARDS.filter(({ guard, test: file }) => WANTED.test(`${guard} ${file}`));

describe('T37 each guard is switched off in turn, and its test fails', () => {
  const found = new Map<Guard, Verdict>();
  let copy: PrivateCopy;
  beforeAll(() => {
    copy = new PrivateCopy();
  });
  afterAll(() => copy.release());

  test.each(tried)('$guard', async (guard) => {
    const asItIs = await copy.asItIs(guard);
    const verdict = asItIs === 'passed' ? await copy.without(guard) : asItIs;
    found.set(guard, asItIs === 'passed' ? verdict : 'none');
    process.stdout.write(`${asItIs} with it, ${verdict} without: ${guard.guard}\n`);
    expect(asItIs, `test/${guard.test} as things are`).toBe('passed');
    expect(['failed', 'hung'], `test/${guard.test}: "${guard.title}" does not notice`).toContain(verdict);
  });

  test('none is missed by its test', () => {
    const of = (...verdicts: Verdict[]) => tried.filter((guard) => verdicts.includes(found.get(guard) ?? 'none'));
    const missed = of('passed').map(({ guard }) => guard);
    const unknown = of('skipped', 'none').map(({ guard }) => guard);
    const measured = `${of('failed', 'hung').length} noticed by their test; not noticed: ${missed.join(', ') || 'none'}; not tried: ${unknown.join(', ') || 'none'}`;
    tellFigure({ count: tried.length, of: 'guards switched off', measured });
    expect({ missed, unknown }).toEqual({ missed: [], unknown: [] });
  });
});
