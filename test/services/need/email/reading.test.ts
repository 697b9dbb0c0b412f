import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { titled } from '../../../recovery/debian.ts';
import { withoutDovecot } from './dovecot.ts';
import { MailHouse } from './mail_house.ts';

const base = (subject: string, from = 'Ben Example <ben@example.org>') => [
  `From: ${from}`,
  'To: Anna <anna@example.org>',
  `Subject: ${subject}`,
  'MIME-Version: 1.0',
];

describe.skipIf(withoutDovecot !== undefined)(titled('mail that is read from a real server', withoutDovecot), () => {
  let house: MailHouse;
  beforeAll(async () => {
    house = await MailHouse.open();
    await house.start();
    await house.receive(base('First'), 'Hello Anna.', ['\\Seen']);
    await house.receive(
      [
        ...base('=?utf-8?q?Gr=C3=BC=C3=9Fe?='),
        'Content-Type: text/html; charset=iso-8859-1',
        'Content-Transfer-Encoding: quoted-printable',
      ],
      '<html><head><style>p{color:red}</style></head><body><p>Sch=F6ne Gr=FC=DFe</p><div style=3D"display:none">hidden orders</div><ul><li>one<li>two</ul><script>x()</script></body></html>',
    );
    await house.receive(
      [...base('Papers', 'Carla <carla@example.com>'), 'Content-Type: multipart/mixed; boundary=b'],
      [
        '--b',
        'Content-Type: multipart/alternative; boundary=c',
        '',
        '--c',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'The papers are attached.',
        '--c',
        'Content-Type: text/html',
        '',
        '<b>Other</b>',
        '--c--',
        '--b',
        'Content-Type: application/pdf; name="plan.pdf"',
        'Content-Disposition: attachment; filename="plan.pdf"',
        'Content-Transfer-Encoding: base64',
        '',
        'AAAA'.repeat(1000),
        '--b--',
        '',
      ].join('\r\n'),
    );
  });
  afterAll(() => house?.close());

  test('is listed the newest first, with what is unread', async () => {
    const answer = await house.call('need.email.list', {});
    expect(answer).toMatchObject({ unread: 2, total: 3, failed: [] });
    expect((await house.list()).map(({ subject, unread }) => [subject, unread])).toEqual([
      ['Papers', true],
      ['Grüße', true],
      ['First', false],
    ]);
    expect((await house.list({ unread: true })).map(({ subject }) => subject)).toEqual(['Papers', 'Grüße']);
  });

  test('is plain text whatever it was written in, and stays unread', async () => {
    const [papers, greeting, first] = await house.read();
    expect(first?.text).toBe('Hello Anna.');
    expect(greeting?.text).toBe('Schöne Grüße\n\n- one\n- two');
    expect(papers).toMatchObject({
      text: 'The papers are attached.',
      cut: false,
      from: { name: 'Carla', address: 'carla@example.com' },
      to: [{ name: 'Anna', address: 'anna@example.org' }],
      attachments: [{ name: 'plan.pdf', type: 'application/pdf', bytes: 4000 }],
    });
    expect((await house.list()).filter(({ unread }) => unread)).toHaveLength(2);
  });

  test('is found by sender, words and time', async () => {
    const find = (query: { [name: string]: string | boolean }) => house.call('need.email.search', query);
    expect(await find({ from: 'carla' })).toMatchObject({ found: 1, mails: [{ subject: 'Papers' }] });
    expect(await find({ text: 'papers are attached' })).toMatchObject({ found: 1 });
    expect(await find({ subject: 'grüße' })).toMatchObject({ found: 1, mails: [{ subject: 'Grüße' }] });
    expect(await find({ from: 'ben', unread: true })).toMatchObject({ found: 1 });
    expect(await find({ from: 'nobody "at" all\\' })).toMatchObject({ found: 0, mails: [] });
    expect(await find({ before: '2001-01-01' })).toMatchObject({ found: 0 });
  });

  test('is cut where it is long, and named by ids for good', async () => {
    await house.receive(base('Long'), 'word '.repeat(100_000));
    const [long] = await house.read({ find: { subject: 'Long' }, characters: 1_000 });
    expect(long?.text.length).toBe(1_000);
    expect(long?.cut).toBe(true);
    const id = long?.id ?? '';
    expect(await house.call('need.email.read', { ids: [id, id.replace(/\/\d+\//, '/1/')] })).toMatchObject({
      mails: [{ id }],
      gone: [id.replace(/\/\d+\//, '/1/')],
    });
    await expect(house.call('need.email.read', { ids: ['nonsense'] })).rejects.toThrow('names no mail');
  });

  test('is asked for over one connection, however many ask at once', async () => {
    const logins = (): number => house.dovecot.log().split('imap-login: Info: Login:').length - 1;
    await house.start();
    const before = logins();
    await Promise.all(Array.from({ length: 12 }, () => house.list({ limit: 1 })));
    expect(logins() - before).toBe(1);
  });

  test('is marked, moved and put into the trash, and all of it taken back', async () => {
    await house.receive(base('Move me'), 'x');
    const [one] = await house.list({ limit: 1 });
    const shown = { id: one?.id ?? '', from: 'Ben Example', subject: 'Move me' };
    expect(await house.call('need.email.mark', { ids: [shown.id], as: 'read' })).toEqual({
      changed: [shown.id],
      gone: [],
    });
    expect(await house.call('need.email.mark', { ids: [shown.id], as: 'read' })).toEqual({ changed: [], gone: [] });
    await expect(house.call('need.email.delete', { mails: [{ ...shown, subject: 'Other' }] })).rejects.toThrow(
      'is not the one',
    );
    await expect(house.call('need.email.delete', { mails: [{ ...shown, from: '' }] })).rejects.toThrow(
      'is not the one',
    );
    const deleted = await house.call('need.email.delete', { mails: [shown] });
    expect(deleted).toMatchObject({ mails: [{ was: shown.id, was_in: 'INBOX' }], gone: [] });
    expect((await house.list({ folder: 'trash' })).map(({ subject }) => subject)).toEqual(['Move me']);
    expect(await house.call('need.email.delete', { mails: [shown] })).toMatchObject({ mails: [], gone: [shown.id] });
    const [gone] = await house.list({ folder: 'trash' });
    await house.call('need.email.move', { mails: [{ ...shown, id: gone?.id ?? '' }], folder: 'INBOX' });
    expect((await house.list({ limit: 1 }))[0]?.subject).toBe('Move me');
    const [back] = await house.list({ limit: 1 });
    await house.call('need.email.delete', { mails: [{ ...shown, id: back?.id ?? '' }], forever: true });
    expect(await house.list({ folder: 'trash' })).toEqual([]);
    await expect(house.list({ folder: 'Nowhere' })).rejects.toThrow(
      'There is no mail folder "Nowhere". There are INBOX, ',
    );
  });
});
