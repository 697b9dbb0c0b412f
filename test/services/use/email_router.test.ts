import { describe, expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import emailRouter from '../../../src/services/use/email_router/router.ts';
import { drive, type MadeCall } from '../drive.ts';

const usage = { input_tokens: 1, output_tokens: 1 };
const command = (intent: string, slots: { [name: string]: Json } = {}) => ({ intent, slots, targets: [], text: 'x' });
const understood = (...plan: { event: string; params: Json }[]) => ({
  tier: plan.length > 0 ? 'grammar' : 'none',
  plan,
});

function ask(text: string, plan: Json, answer: (call: MadeCall) => unknown = () => undefined) {
  return drive(emailRouter, { text }, (call) => (call.subject === 'use.intent_classifier' ? plan : answer(call)));
}

describe('use.email_router', () => {
  test('hands on what the grammar understands, and asks no model', () => {
    const params = command('AgentosMailList', { unread: true });
    const driven = ask('any new mail?', understood({ event: 'use.mail', params }));
    expect(driven).toMatchObject({ kind: 'forward', value: { subject: 'use.mail', input: params } });
    expect(driven.calls.map(({ subject }) => subject)).toEqual(['use.intent_classifier']);
  });

  test('gives back what is not about mail', () => {
    const driven = ask('turn on the light', understood({ event: 'use.lights', params: command('HassTurnOn') }));
    expect(driven).toMatchObject({
      kind: 'forward',
      value: { subject: 'use.agent_router', input: { text: 'turn on the light' } },
    });
  });

  test('does two things one after the other', () => {
    const plan = understood(
      { event: 'use.mail', params: command('AgentosMailRead') },
      { event: 'use.mail', params: command('AgentosMailReply') },
    );
    let count = 0;
    const driven = ask('read the mail and answer it', plan, () => {
      count += 1;
      return { text: `${count}.`, outcome: count === 2 ? 'failed' : 'done' };
    });
    expect(driven).toMatchObject({ kind: 'end', value: { text: '1. 2.', outcome: 'failed' } });
  });

  test('lets a model say the rest in words of the grammar', () => {
    const value = {
      ...{ action: 'write', to: 'Anna', from: null, about: null, message: 'that I am late', subject: '', unread: null },
      ...{ draft: null, mark_as: null },
    };
    const driven = ask('let Anna know by mail that I am late', understood(), () => ({ model: 'm', usage, value }));
    expect(driven).toMatchObject({
      kind: 'forward',
      value: {
        subject: 'use.mail',
        input: { intent: 'AgentosMailCompose', slots: { to: 'Anna', message: 'that I am late' } },
      },
    });
  });

  test.each([
    [
      'there is no model',
      () => {
        throw new Fault('UNIMPLEMENTED', 'no model');
      },
    ],
    ['it does not know', () => ({ model: 'm', usage, value: { action: 'none' } })],
    ['it answers nonsense', () => ({ model: 'm', usage, value: 'write a mail' })],
  ])('says so where %s', (_what, answer) => {
    expect(ask('mail thing', understood(), answer)).toMatchObject({
      kind: 'end',
      value: { outcome: 'unknown', text: expect.stringContaining('I did not understand') },
    });
  });
});
