import { expect, test } from 'vitest';
import { readMime } from '../../../../src/services/need/email/read_mime.ts';
import { tellFigure } from '../../../figures.ts';
import { titled } from '../../../recovery/debian.ts';
import { seeded } from '../../../seeded.ts';
import { ACTS, mutated, tortureMails, withoutMails } from './torture_mails.ts';

const TIMES = 50;
const CAP_MS = 2_000;

test.skipIf(withoutMails !== undefined)(
  titled('T20 torture mails, each changed 50 times, are read or refused, none in more than 2 s', withoutMails),
  async () => {
    const random = seeded(20);
    let count = 0;
    let slowestMs = 0;
    let unreadable = 0;
    for (const { raw } of tortureMails()) {
      for (let time = 0; time < TIMES; time += 1) {
        const began = performance.now();
        const { text, problem } = await readMime(mutated(raw, random));
        slowestMs = Math.max(slowestMs, performance.now() - began);
        if (ACTS.test(text)) throw new Error(`a sign that acts came through: ${JSON.stringify(text)}`);
        if (problem !== undefined) unreadable += 1;
        count += 1;
      }
    }
    tellFigure({
      count,
      of: 'changed torture mails',
      measured: `slowest ${slowestMs.toFixed(0)} ms, ${unreadable} could not be read and said so`,
    });
    expect(slowestMs).toBeLessThan(CAP_MS);
  },
);
