import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import router from '../../../src/services/use/agent_router/router.ts';
import { drive, type MadeCall } from '../drive.ts';

const light = (id: string) => ({ id: `light.${id}`, name: id, domain: 'light' });
const command = (text: string, targets = [light('a')]) => ({ intent: 'HassTurnOn', slots: {}, targets, text });
const step = (event: string, params = command(event)) => ({ event, params });

function routed(
  meant: { [text: string]: Json },
  results: (tasks: Json) => Json = () => ({ results: [] }),
  input: { [key: string]: Json } = {},
) {
  return drive(router, { text: 'first', ...input }, ({ subject, input: made }: MadeCall) => {
    const text = typeof made === 'object' && made !== null && 'text' in made ? String(made.text) : '';
    if (subject === 'use.intent_classifier')
      return meant[text] ?? { tier: 'none', plan: [], reply: { text: `unknown ${text}`, outcome: 'unknown' } };
    if (subject === 'use.parallel_executor') return results(made);
    throw new Error(`unexpected ${subject}`);
  });
}

describe('use.agent_router', () => {
  it('hands the turn on to the one agent that takes it', () => {
    const driven = routed({ first: { tier: 'grammar', plan: [step('use.lights')] } });
    expect(driven).toMatchObject({
      kind: 'forward',
      value: { subject: 'use.lights', input: { intent: 'HassTurnOn' } },
    });
  });

  it('answers what is longer than it reads, and hands it to nobody', () => {
    const { kind, value, calls } = routed({}, undefined, { text: 'x'.repeat(10_001) });
    expect({ kind, value, calls }).toEqual({
      kind: 'end',
      value: { text: 'That is too long: 10001 characters. I read at most 10000 at once.', outcome: 'unknown' },
      calls: [],
    });
  });

  it('ends honestly where nothing was understood', () => {
    expect(routed({})).toMatchObject({ kind: 'end', value: { text: 'unknown first', outcome: 'unknown' } });
    expect(routed({}, undefined, { text: '  ' })).toMatchObject({
      kind: 'end',
      value: { outcome: 'unknown' },
      calls: [],
    });
  });

  it('does several things side by side and says all of it', () => {
    const plan = [step('use.lights'), step('use.covers', command('close', [{ ...light('b'), domain: 'cover' }]))];
    const { kind, value, calls } = routed({ first: { tier: 'grammar', plan } }, () => ({
      results: [
        { event: 'use.lights', ok: true, data: { text: 'Turned on the light.', outcome: 'done' } },
        { event: 'use.covers', ok: false, error: { code: 'PERMISSION_DENIED', message: 'no' } },
      ],
    }));
    expect(kind).toBe('end');
    expect(value).toEqual({ text: 'Turned on the light. One thing was not allowed, so I left it.', outcome: 'failed' });
    expect(calls).toHaveLength(2);
    expect(calls[1]).toMatchObject({ input: { tasks: [{ event: 'use.lights' }, { event: 'use.covers' }] } });
  });

  it('waits where the same device is meant again', () => {
    const plan = [step('use.lights'), step('use.lights'), step('use.media', command('play', []))];
    const { calls } = routed({ first: { tier: 'grammar', plan } }, () => ({
      results: [{ event: 'use.lights', ok: true, data: { text: 'Done.' } }],
    }));
    const batches = calls.filter(({ subject }) => subject === 'use.parallel_executor').map(({ input }) => input);
    expect(batches).toMatchObject([
      { tasks: [{ event: 'use.lights' }] },
      { tasks: [{ event: 'use.lights' }, { event: 'use.media' }] },
    ]);
  });

  it('says what nothing here can do beside what was done', () => {
    const meant = {
      tier: 'grammar',
      plan: [step('use.lights')],
      reply: { text: 'Nothing here mows.', outcome: 'failed' },
    };
    const { value } = routed({ first: meant }, () => ({
      results: [{ event: 'use.lights', ok: true, data: { text: 'Turned on the light.', outcome: 'done' } }],
    }));
    expect(value).toEqual({ text: 'Turned on the light. Nothing here mows.', outcome: 'failed' });
  });

  it('takes what the recogniser heard second only where the first means nothing', () => {
    const second = { tier: 'grammar', plan: [step('use.lights')] };
    expect(routed({ second }, undefined, { alternatives: ['first', 'second'] }).kind).toBe('forward');
    expect(routed({ first: second, second }, undefined, { alternatives: ['second'] }).calls).toHaveLength(1);
    expect(routed({}, undefined, { alternatives: ['second', 'third', 'fourth'] })).toMatchObject({
      kind: 'end',
      value: { text: 'unknown first' },
    });
  });

  it('takes the room from where it was said', () => {
    const answer = ({ input }: MadeCall) => {
      throw new Fault('ABORTED', JSON.stringify(input));
    };
    const origin = { client: 'voice', interface: 'voice', area: 'Kitchen' };
    expect(() => drive(router, { text: 'x' }, answer, { origin })).toThrow('"area":"Kitchen"');
    expect(() => drive(router, { text: 'x', area: 'Office' }, answer, { origin })).toThrow('"area":"Office"');
  });
});
