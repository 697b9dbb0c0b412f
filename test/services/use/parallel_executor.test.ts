import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import executor from '../../../src/services/use/parallel_executor/router.ts';
import { drive } from '../drive.ts';

const slow = () => {
  throw new Fault('DEADLINE_EXCEEDED', 'need.weather did not answer within 50 ms.');
};

describe('use.parallel_executor', () => {
  it('answers with all results in order, failures and timeouts included', () => {
    const tasks = [
      { event: 'need.clock.now', params: {} },
      { event: 'need.weather', params: { location: 'Rome' }, deadline_ms: 50 },
      { event: 'use.lights', params: { intent: 'HassTurnOn' } },
      { event: 'need.nothing', params: null },
    ];
    const { value, calls } = drive(executor, { tasks }, ({ subject, input }) => {
      if (subject === 'need.weather') return slow();
      if (subject === 'need.nothing') throw new Fault('UNIMPLEMENTED', 'nobody answers need.nothing');
      return { subject, input };
    });
    expect(value).toEqual({
      results: [
        { event: 'need.clock.now', ok: true, data: { subject: 'need.clock.now', input: {} } },
        {
          event: 'need.weather',
          ok: false,
          error: { code: 'DEADLINE_EXCEEDED', message: 'need.weather did not answer within 50 ms.' },
        },
        { event: 'use.lights', ok: true, data: { subject: 'use.lights', input: { intent: 'HassTurnOn' } } },
        { event: 'need.nothing', ok: false, error: { code: 'UNIMPLEMENTED', message: 'nobody answers need.nothing' } },
      ],
    });
    expect(calls.map(({ deadlineMs }) => deadlineMs)).toEqual([undefined, 50, undefined, undefined]);
  });

  it('makes the calls together, not one after another', () => {
    const made: string[][] = [];
    const run = executor.run({
      input: executor.contract.parseInput({ tasks: [{ event: 'need.a' }, { event: 'need.b' }] }),
      thread: { id: 't', origin: { client: 'c', interface: 'cli' }, turn: 1, messages: [], metadata: {}, taint: [] },
    });
    const step = run.next().value;
    if (typeof step === 'object' && step !== null && 'calls' in step && Array.isArray(step.calls))
      made.push(step.calls.map(({ subject }) => subject));
    expect(made).toEqual([['need.a', 'need.b']]);
  });

  it('takes no tasks, and no more than a turn allows', () => {
    expect(drive(executor, { tasks: [] }, slow).value).toEqual({ results: [] });
    const many = Array.from({ length: 17 }, () => ({ event: 'need.a', params: {} }));
    expect(() => drive(executor, { tasks: many }, slow)).toThrow(/tasks/);
  });
});
