import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emailReply, emailSend } from '../../../../src/services/need/email/contract.ts';
import { eventually } from '../../../daemon/front/own_folder.ts';
import { titled } from '../../../recovery/debian.ts';
import { ANNA, BEN, withoutDovecot } from './dovecot.ts';
import { MailHouse } from './mail_house.ts';

const letter = { to: [BEN], subject: 'Tea', text: 'Come for tea.\nAt four.' };
const header = (raw: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(raw)?.[1]?.replaceAll(/\r\n[ \t]+/g, ' ');

describe.skipIf(withoutDovecot !== undefined)(titled('mail that is sent through a real server', withoutDovecot), () => {
  let house: MailHouse;
  beforeAll(async () => {
    house = await MailHouse.open();
  });
  beforeEach(() => house.start());
  afterEach(() => {
    house.office.taken.length = 0;
    house.office.manners = {};
  });
  afterAll(() => house?.close());

  test('goes out as it was shown, and stands in the sent mail and nowhere else', async () => {
    const told = await house.call('need.email.send', { ...letter, cc: ['c@example.com'], bcc: ['d@example.com'] });
    expect(told).toMatchObject({
      account: 'home',
      accepted: [BEN, 'c@example.com', 'd@example.com'],
      rejected: [],
      kept: true,
    });
    const [taken] = house.office.taken;
    expect(taken).toMatchObject({ from: ANNA, to: [BEN, 'c@example.com', 'd@example.com'] });
    const raw = taken?.raw ?? '';
    expect(header(raw, 'From')).toBe('Anna Example <anna@example.org>');
    expect(header(raw, 'Subject')).toBe('Tea');
    expect(header(raw, 'Bcc')).toBeUndefined();
    expect(raw.split('\r\n\r\n')[1]?.trim()).toBe('Come for tea.\r\nAt four.');
    const [sent] = await house.read({ find: { folder: 'sent' } });
    expect(sent).toMatchObject({ subject: 'Tea', text: 'Come for tea.\nAt four.', unread: false });
    expect(await house.list({ folder: 'drafts' })).toEqual([]);
  });

  test('has a Message-ID that its call alone gives', async () => {
    const ids: (string | undefined)[] = [];
    for (const key of ['one', 'one', 'two']) {
      await house.call('need.email.send', letter, key);
      ids.push(header(house.office.taken.at(-1)?.raw ?? '', 'Message-ID'));
    }
    expect(ids[0]).toMatch(/^<agentos\.[0-9a-f]{40}@example\.org>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test('P8 is read back by where it stands: sent, nowhere, or among the drafts', async () => {
    await house.call('need.email.send', letter, 'done');
    expect(await house.readBack('need.email.send', letter, 'done')).toMatchObject({
      outcome: 'done',
      output: { account: 'home', accepted: [BEN] },
    });
    expect(await house.readBack('need.email.send', letter, 'never')).toEqual({
      outcome: 'not_done',
      said: `The mail to ${BEN} was not sent.`,
    });
    house.office.manners = { hangsUp: true };
    await expect(house.call('need.email.send', letter, 'cut')).rejects.toMatchObject({
      code: 'UNKNOWN',
      retryable: false,
      message: expect.stringContaining("I don't know whether the mail went out"),
    });
    expect(house.office.taken.length).toBe(2);
    expect(await house.readBack('need.email.send', letter, 'cut')).toMatchObject({ outcome: 'unknown' });
  });

  test('is kept among the drafts where the server does not take it, and that is said', async () => {
    house.office.manners = { spurns: true };
    await expect(house.call('need.email.send', { ...letter, subject: 'Spam' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryable: false,
      message: expect.stringMatching(
        /would not take it: .*this looks like spam The mail was not sent; it is kept among your drafts\.$/,
      ),
    });
    expect((await house.list({ folder: 'drafts' })).map(({ subject }) => subject)).toContain('Spam');
    house.office.manners = { refuses: (address) => address === 'gone@example.org' };
    expect(await house.call('need.email.send', { ...letter, to: [BEN, 'gone@example.org'] })).toMatchObject({
      accepted: [BEN],
      rejected: ['gone@example.org'],
    });
    await expect(house.call('need.email.send', { ...letter, to: ['gone@example.org'] })).rejects.toThrow(
      'was not sent',
    );
  });

  test('is refused where the server is not there, or has no safe connection', async () => {
    await house.start({ smtp: { host: '127.0.0.1', port: 1, security: 'none' } });
    await expect(house.call('need.email.send', letter)).rejects.toMatchObject({
      message:
        'I cannot reach the mail server 127.0.0.1 right now. The mail was not sent; it is kept among your drafts.',
    });
    await house.start({ smtp: { host: '127.0.0.1', port: house.office.port, security: 'starttls' } });
    await expect(house.call('need.email.send', letter)).rejects.toThrow('has no safe connection by starttls');
    expect(house.office.taken).toEqual([]);
  });

  test('hangs on no server that says nothing', async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await house.start({ timeout_seconds: 1, smtp: { host: '127.0.0.1', port, security: 'none' } });
    await expect(house.call('need.email.send', letter)).rejects.toThrow('was not sent');
    silent.close();
  });

  test('a wrong password is told plainly, with where to put the right one', async () => {
    await house.start({ watch: true }, 'canary-7c19');
    const said = `The mail server 127.0.0.1 does not accept the password of ${ANNA}. Put the right one into the credential "mail".`;
    await expect(house.call('need.email.list', {})).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: said,
    });
    await expect(house.call('need.email.send', letter)).rejects.toMatchObject({ message: said });
    await eventually(() => house.host.logged.length > 0, 'the watch tells it too');
    expect(JSON.stringify(house.host.logged)).not.toContain('canary');
  });

  test('an answer stands in its conversation, and the mail is marked as answered', async () => {
    await house.receive(
      [
        `From: ${BEN}`,
        `To: ${ANNA}`,
        'Subject: Question',
        'Message-ID: <q1@example.org>',
        'References: <q0@example.org>',
      ],
      'When?',
    );
    const [question] = await house.list({ limit: 1 });
    await house.call('need.email.reply', { id: question?.id ?? '', to: [BEN], subject: 'Re: Question', text: 'Now.' });
    const raw = house.office.taken.at(-1)?.raw ?? '';
    expect(header(raw, 'In-Reply-To')).toBe('<q1@example.org>');
    expect(header(raw, 'References')).toBe('<q0@example.org> <q1@example.org>');
    expect((await house.list({ limit: 1 }))[0]).toMatchObject({ subject: 'Question', answered: true });
    const gone = (question?.id ?? '').replace(/\/\d+\/INBOX/, '/99999/INBOX');
    await expect(house.call('need.email.reply', { ...letter, id: gone })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(house.office.taken).toHaveLength(1);
  });

  test('a draft is kept once, however often the call is made', async () => {
    const idea = { ...letter, subject: 'Idea', bcc: ['d@example.com'] };
    const first = await house.call('need.email.draft', idea, 'draft');
    expect(await house.call('need.email.draft', idea, 'draft')).toEqual(first);
    expect((await house.list({ folder: 'drafts' })).filter(({ subject }) => subject === 'Idea')).toHaveLength(1);
    expect(house.office.taken).toEqual([]);
  });

  test('S14 no more are sent in an hour than the settings say, also after a restart', async () => {
    const before = (await house.list({ folder: 'sent', limit: 50 })).length;
    await house.start({ max_sent_per_hour: before + 1 });
    await house.call('need.email.send', letter, 'the last one');
    await house.start({ max_sent_per_hour: before + 1 });
    await expect(house.call('need.email.send', letter, 'one more')).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      retryable: false,
    });
    expect(house.office.taken).toHaveLength(1);
  });
});

describe('a letter', () => {
  test.each([
    ['a header that is smuggled in', { subject: 'Hi\r\nBcc: eve@example.org' }],
    ['no address', { to: ['Anna'] }],
    ['an address with a line of its own', { to: ['a@example.org\r\nBcc: eve@example.org'] }],
    ['two addresses in one', { to: ['a@example.org, eve@example.org'] }],
    ['an address with a name', { to: ['Eve <eve@example.org>'] }],
    ['nobody', { to: [] }],
    ['no text', { text: '' }],
  ])('is refused for %s', (_what, change) => {
    expect(() => emailSend.parseInput({ ...letter, ...change })).toThrow(/need\.email\.send input\.(subject|to|text)/);
  });

  test('is shown with everybody who gets it and every word, without what cannot be seen', () => {
    const entity = (): never => {
      throw new Error('no entity');
    };
    const asked = emailReply.questionFor(
      {
        id: 'x',
        to: [BEN],
        cc: ['c@example.com'],
        bcc: ['d@example.com'],
        subject: 'T\u202Eea',
        text: 'One\r\ntwo\u200B\u{E0041}',
      },
      entity,
    );
    expect(asked).toBe(
      `Send this answer to ${BEN}, with the subject "Tea"?\nCopy to c@example.com.\nHidden copy to d@example.com.\n\nOne\ntwo`,
    );
    expect(() => emailSend.questionFor({ ...letter, text: 'x'.repeat(4_000) }, entity)).toThrow('too long to be shown');
  });
});
