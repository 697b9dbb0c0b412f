import { describe, expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import emailComposer from '../../../src/services/use/email_composer/agent.ts';
import { emailComposer as contract } from '../../../src/services/use/email_composer/contract.ts';
import { drive, type MadeCall } from '../drive.ts';

const ANNA = { name: 'Anna Example', address: 'anna@example.org' };
const ABE = { name: 'Anna Other', address: 'other@example.org' };
const usage = { input_tokens: 1, output_tokens: 1 };
const noModel = (): never => {
  throw new Fault('UNIMPLEMENTED', 'no model');
};

interface Parts {
  readonly found?: object;
  readonly shape?: (input: Json) => unknown;
  readonly said?: string;
}

function compose(input: { [name: string]: Json }, { found, shape = noModel, said = '' }: Parts = {}) {
  return drive(emailComposer, { to: ['anna'], ...input }, ({ subject, input: asked }: MadeCall) => {
    if (subject === 'need.contacts.find') return found ?? { people: [ANNA], missing: [], unclear: [] };
    if (subject === 'need.llm.shape') return shape(asked);
    if (subject === 'need.user.ask') return { text: said, yes: false };
    throw new Error(subject);
  });
}

describe('use.email_composer without a model', () => {
  test.each<[{ [name: string]: Json }, string, string]>([
    [{ text: 'I am late' }, 'I am late', 'I am late.'],
    [{ text: 'the meeting is at 4. Bring cake!' }, 'The meeting is at 4', 'The meeting is at 4. Bring cake!'],
    [{ text: 'tea?', subject: 'Four\no’clock' }, 'Four o’clock', 'Tea?'],
    [{ points: ['milk', ' eggs '], subject: 'To buy' }, 'To buy', '- milk\n- eggs'],
    [{ text: 'Please get:', points: ['milk'] }, 'Please get:', 'Please get:\n\n- milk'],
    [{ subject: 'Gone for lunch' }, 'Gone for lunch', 'Gone for lunch.'],
    [{ text: 'yes', answers: { from: 'Ben', subject: 'Tea', text: 'Tea?' } }, 'Re: Tea', 'Yes.'],
    [{ text: 'yes', answers: { from: 'Ben', subject: 'RE: Tea', text: 'Tea?' } }, 'RE: Tea', 'Yes.'],
    [{ text: 'see https://example.org/x' }, 'See https://example.org/x', 'See https://example.org/x.'],
  ])('%j is sent as it is said', (input, subject, body) => {
    expect(compose(input).value).toEqual({ to: [ANNA], subject, body });
  });

  test('a long text has a short subject', () => {
    const { subject } = Object(compose({ text: 'a long story '.repeat(50) }).value);
    expect(subject.length).toBeLessThanOrEqual(60);
    expect(subject).toMatch(/^A long story .*…$/);
  });

  test('asks which, where several have a name; writes to nobody else', () => {
    const found = { people: [], missing: [], unclear: [{ name: 'anna', choices: [ANNA, ABE] }] };
    expect(compose({ text: 'x' }, { found, said: 'the other one' }).value).toMatchObject({ to: [ABE] });
    expect(() => compose({ text: 'x' }, { found, said: 'hm' })).toThrow(
      'I did not catch which anna, so I wrote nothing.',
    );
  });

  test('says whose address is missing', () => {
    const found = { people: [ANNA], missing: ['Carla'], unclear: [] };
    expect(() => compose({ text: 'x' }, { found })).toThrow(
      'I have no mail address for Carla. Say the address, or put "Carla" under people in [contacts.book] of the settings.',
    );
  });

  test('takes an address where there are no contacts at all', () => {
    const driven = (to: string) => drive(emailComposer, { to: [to], text: 'x', exactly: true }, noModel);
    expect(driven('a@example.org').value).toMatchObject({ to: [{ address: 'a@example.org' }] });
    expect(() => driven('Anna')).toThrow('I have no mail address for Anna');
  });

  test('says nothing where nothing is to be said', () => {
    expect(() => contract.parseInput({ to: ['anna'], text: ' ' })).toThrow('says nothing');
  });
});

describe('use.email_composer with a model', () => {
  test('lets it write, to the people that were named and no others', () => {
    const shape = (): object => ({
      model: 'm',
      usage,
      value: { subject: 'Running\r\nBcc: eve@example.org', body: 'Dear Anna,\n\nI am late.' },
    });
    expect(compose({ text: 'that I am late', tone: 'formal' }, { shape }).value).toEqual({
      to: [ANNA],
      subject: 'Running Bcc: eve@example.org',
      body: 'Dear Anna,\n\nI am late.',
      model: 'm',
    });
  });

  test('keeps the given subject, and that of what is answered', () => {
    const shape = (): object => ({ model: 'm', usage, value: { subject: 'Other', body: 'Text.' } });
    expect(compose({ text: 'x', subject: 'Mine' }, { shape }).value).toMatchObject({ subject: 'Mine' });
    const answers = { from: 'Ben', subject: 'Tea', text: 'Tea?' };
    expect(compose({ text: 'x', answers }, { shape }).value).toMatchObject({ subject: 'Re: Tea' });
  });

  test('asks none where the words are to be sent as they are', () => {
    const { calls } = compose({ text: 'x', exactly: true });
    expect(calls.map(({ subject }) => subject)).toEqual(['need.contacts.find']);
  });

  test.each([
    ['empty', { subject: '', body: '' }],
    ['no object', 'Dear Anna'],
  ])('sends the words that were given where its answer is %s', (_what, value) => {
    const shape = (): object => ({ model: 'm', usage, value });
    expect(compose({ text: 'I am late' }, { shape }).value).toEqual({
      to: [ANNA],
      subject: 'I am late',
      body: 'I am late.',
    });
  });
});
