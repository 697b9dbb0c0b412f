import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import type { GeneratorService } from '../../../src/daemon/model/service.ts';
import clock from '../../../src/services/need/clock/system.ts';
import book from '../../../src/services/need/contacts/book.ts';
import { emailSend } from '../../../src/services/need/email/contract.ts';
import emailComposer from '../../../src/services/use/email_composer/agent.ts';
import mail from '../../../src/services/use/mail/agent.ts';
import taskExtractor from '../../../src/services/use/task_extractor/agent.ts';
import { titled } from '../../recovery/debian.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { BEN, withoutDovecot } from '../need/email/dovecot.ts';
import { MailHouse } from '../need/email/mail_house.ts';

const AGENTS: { readonly [subject: string]: GeneratorService } = {
  'use.email_composer': emailComposer,
  'use.task_extractor': taskExtractor,
};
const usage = { input_tokens: 1, output_tokens: 1 };

describe.skipIf(withoutDovecot !== undefined)(titled('use.mail', withoutDovecot), () => {
  let house: MailHouse;
  /** Answers that a test gives in the place of a person or a model. */
  let answers: { [subject: string]: (call: MadeCall) => unknown };
  let metadata: { [name: string]: Json };
  beforeAll(async () => {
    house = await MailHouse.open();
    await house.receive(
      ['From: Ben Example <ben@example.org>', 'Subject: Tea', 'Message-ID: <tea@example.org>'],
      'Come for tea. Please bring cake by Friday.',
    );
    await house.receive(
      ['From: Newsletter <news@shop.example>', 'Subject: Offers', 'Reply-To: =?utf-8?q?x?= <no reply>'],
      'Buy now!',
    );
  });
  beforeEach(async () => {
    await house.start();
    house.host.add(clock);
    await house.host.open(book, {
      people: { 'Ben Example': BEN, Carla: 'carla@example.com' },
      groups: { team: ['Ben Example', 'Carla'] },
    });
    answers = {};
    metadata = {};
  });
  afterEach(() => {
    house.office.taken.length = 0;
    house.office.manners = {};
  });
  afterAll(() => house?.close());

  const answer = async (call: MadeCall): Promise<unknown> => {
    const given = answers[call.subject];
    if (given !== undefined) return given(call);
    const agent = AGENTS[call.subject];
    if (agent === undefined) return house.call(call.subject, call.input);
    return (await driveAsync(agent, call.input, answer)).value;
  };
  const say = async (intent: string, slots: { [name: string]: Json } = {}, ui = 'cli') => {
    const origin = { client: 'test', interface: ui };
    const driven = await driveAsync(mail, { intent, slots, targets: [], text: 'x' }, answer, { metadata, origin });
    for (const { metadata: noted } of driven.notes) metadata = { ...metadata, ...noted };
    return Object(driven.value);
  };

  test('tells what there is', async () => {
    expect(await say('AgentosMailList', { unread: true })).toEqual({
      text: 'You have 2 unread mails: "Offers" from Newsletter and "Tea" from Ben Example.',
      outcome: 'done',
    });
    expect(await say('AgentosMailList')).toMatchObject({
      text: expect.stringMatching(/^You have 2 mails, 2 unread\. The newest: /),
    });
    expect(await say('AgentosMailList', { from: 'ben' })).toMatchObject({
      text: 'There is one mail from ben: "Tea" from Ben Example, which came today.',
    });
    expect(await say('AgentosMailSearch', { topic: 'the cake' })).toMatchObject({
      text: expect.stringContaining('"Tea"'),
    });
    expect(await say('AgentosMailList', { from: 'Carla', unread: true })).toEqual({
      text: 'There is no unread mail from Carla.',
      outcome: 'done',
    });
  });

  test('reads out the newest, one by its place, and one by its sender', async () => {
    expect(await say('AgentosMailRead')).toMatchObject({ text: 'From Newsletter, "Offers", today:\nBuy now!' });
    expect(await say('AgentosMailRead', { unread: true })).toMatchObject({
      text: 'From Newsletter, "Offers", today:\nBuy now!\nThat was the newest of 2.',
    });
    await say('AgentosMailList', { unread: true });
    expect(await say('AgentosMailRead', { place: 2 })).toMatchObject({
      text: expect.stringContaining('From Ben Example, "Tea"'),
    });
    expect(await say('AgentosMailRead', { that: true })).toMatchObject({
      text: expect.stringContaining('From Ben Example'),
    });
    expect(await say('AgentosMailRead', { newest: true })).toMatchObject({
      text: expect.stringContaining('From Newsletter'),
    });
    expect(await say('AgentosMailRead', { place: 5 })).toMatchObject({ outcome: 'failed' });
    expect(await say('AgentosMailRead', { from: 'Ben' })).toMatchObject({
      text: expect.stringContaining('Come for tea.'),
    });
  });

  test('sends word for word what was said, and says so when it was taken', async () => {
    answers['need.llm.shape'] = () => {
      throw new Error('a model was asked');
    };
    expect(await say('AgentosMailSend', { to: 'the team', message: 'I am late' })).toEqual({
      text: 'Sent the mail to Ben Example and Carla.',
      outcome: 'done',
    });
    expect(house.office.taken).toMatchObject([
      { to: [BEN, 'carla@example.com'], raw: expect.stringContaining('\r\n\r\nI am late.') },
    ]);
  });

  test('never says that it was sent where it was not', async () => {
    house.office.manners = { refuses: (address) => address !== BEN };
    expect(await say('AgentosMailSend', { to: 'Ben and Carla', message: 'hi' })).toEqual({
      text: 'Sent the mail to Ben Example. The server would not take it for carla@example.com.',
      outcome: 'failed',
    });
    house.office.manners = { spurns: true };
    const said = await say('AgentosMailSend', { to: 'Ben', message: 'hi' });
    expect(said).toMatchObject({
      outcome: 'failed',
      text: expect.stringContaining('The mail was not sent; it is kept among your drafts.'),
    });
    answers[emailSend.subject] = () => {
      throw new Fault('PERMISSION_DENIED', 'All right, I left it.');
    };
    expect(await say('AgentosMailSend', { to: 'Ben', message: 'hi' })).toEqual({
      text: 'All right, I left it.',
      outcome: 'failed',
    });
  });

  test('asks for what is missing', async () => {
    const asked: Json[] = [];
    answers['need.user.ask'] = ({ input }) => {
      asked.push(Object(input).text);
      return { text: asked.length === 1 ? 'Carla' : 'see you', yes: false };
    };
    expect(await say('AgentosMailSend')).toMatchObject({ text: 'Sent the mail to Carla.' });
    expect(asked).toEqual(['Whom should I write to?', 'What should the mail say?']);
    expect(await say('AgentosMailSend', { to: 'Nobody', message: 'x' })).toMatchObject({
      text: expect.stringContaining('I have no mail address for Nobody.'),
      outcome: 'failed',
    });
  });

  test('lets a model write where that is asked for, and keeps drafts', async () => {
    answers['need.llm.shape'] = () => ({
      model: 'm',
      usage,
      value: { subject: 'Late', body: 'Dear Carla, I will be late.' },
    });
    expect(await say('AgentosMailCompose', { to: 'Carla', message: 'I am late', draft: true })).toMatchObject({
      text: 'The mail to Carla is among your drafts.',
    });
    expect(house.office.taken).toEqual([]);
    const [draft] = await house.read({ find: { folder: 'drafts', subject: 'Late' } });
    expect(draft?.text).toBe('Dear Carla, I will be late.');
  });

  test('answers the mail that was read, in its conversation', async () => {
    await say('AgentosMailRead', { from: 'Ben' });
    expect(await say('AgentosMailReply', { message: 'gladly' })).toMatchObject({
      text: 'Sent the mail to Ben Example.',
    });
    const [taken] = house.office.taken;
    expect(taken).toMatchObject({ to: [BEN], raw: expect.stringContaining('In-Reply-To: <tea@example.org>') });
    expect(taken?.raw).toContain('Subject: Re: Tea');
    expect(await say('AgentosMailReply', { from: 'Newsletter', message: 'no' })).toEqual({
      text: 'The mail from Newsletter has no address that an answer could go to.',
      outcome: 'failed',
    });
  });

  test('sums up with a model, and without one says who wrote and how it begins', async () => {
    answers['need.llm.write'] = () => ({ model: 'm', usage, text: 'Ben wants tea.', cut: false });
    expect(await say('AgentosMailSummarise', { unread: true })).toMatchObject({ text: 'Ben wants tea.' });
    answers['need.llm.write'] = () => {
      throw new Fault('UNIMPLEMENTED', 'no model');
    };
    expect(await say('AgentosMailSummarise', { unread: true })).toMatchObject({
      text: 'I have no model to sum it up with. You have 2 unread mails: \n- Newsletter, "Offers": Buy now!\n- Ben Example, "Tea": Come for tea. Please bring cake by Friday.',
    });
  });

  test('tells what the mails ask for', async () => {
    expect(await say('AgentosMailTasks', { from: 'Ben' })).toMatchObject({
      text: 'Ben Example: Come for tea; Bring cake (by Friday).',
    });
  });

  test('marks without looking into the mail, and deletes what was named', async () => {
    answers['need.email.read'] = () => {
      throw new Error('it was looked into');
    };
    await say('AgentosMailList', { unread: true });
    expect(await say('AgentosMailMark', { as: 'read', place: 2 })).toMatchObject({ text: 'Marked 1 mail as read.' });
    expect(await say('AgentosMailMark', { as: 'read', all: true })).toMatchObject({ text: 'Marked 1 mail as read.' });
    expect(await say('AgentosMailList', { unread: true })).toMatchObject({ text: 'You have no unread mail.' });
    answers = {};
    expect(await say('AgentosMailDelete', { from: 'Newsletter' })).toMatchObject({
      text: 'Put "Offers" from Newsletter into the trash.',
    });
    expect(await say('AgentosMailDelete', { from: 'Newsletter' })).toEqual({
      text: 'There is no mail from Newsletter.',
      outcome: 'failed',
    });
  });
});

test('without an account, use.mail says so in one sentence', async () => {
  const asked = { intent: 'AgentosMailList', slots: {}, targets: [], text: 'x' };
  const { value } = await driveAsync(mail, asked, () => Promise.reject(new Fault('UNIMPLEMENTED', 'nobody answers')));
  expect(value).toEqual({
    text: 'No mail account is set up. Add one as [email.smtp_imap.accounts.<name>] to the settings.',
    outcome: 'failed',
  });
});
