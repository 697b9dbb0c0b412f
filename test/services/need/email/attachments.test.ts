import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emailAttachment, type Mail } from '../../../../src/services/need/email/contract.ts';
import smtpImap from '../../../../src/services/need/email/smtp_imap.ts';
import { titled } from '../../../recovery/debian.ts';
import { withoutDovecot } from './dovecot.ts';
import { MailHouse } from './mail_house.ts';

const part = (type: string, name: string, body: Buffer): string =>
  [
    '--b',
    `Content-Type: ${type}; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    body.toString('base64'),
    '',
  ].join('\r\n');

describe.skipIf(withoutDovecot !== undefined)(titled('what is attached to a mail', withoutDovecot), () => {
  let house: MailHouse;
  let mail: Mail;
  const partOf = (name: string): string => mail.attachments.find((one) => one.name === name)?.part ?? '';
  const read = async (name: string, characters = 10_000) =>
    emailAttachment.output.parse(
      await house.call('need.email.attachment', { id: mail.id, part: partOf(name), characters }),
    );

  beforeAll(async () => {
    house = await MailHouse.open();
    await house.start();
    const parts = [
      ['--b', 'Content-Type: text/plain', '', 'See below.', ''].join('\r\n'),
      part('text/plain; charset=iso-8859-1', 'note.txt', Buffer.from('Gr\xfc\xdfe\x07 from a note\n', 'latin1')),
      part('text/csv', 'table.csv', Buffer.from('what,price\nbread,3\n')),
      part('text/calendar', 'party.ics', Buffer.from('BEGIN:VCALENDAR\nSUMMARY:Party\nEND:VCALENDAR')),
      part('text/html', 'page.html', Buffer.from('<p>One</p><p style="display:none">evil</p><script>x</script>')),
      part('application/octet-stream', 'list.md', Buffer.from('- bread')),
      part('application/octet-stream', 'liar.txt', Buffer.from([1, 0, 2, 0])),
      part('application/pdf', 'offer.pdf', Buffer.from('%PDF-1.7')),
      part('text/plain', 'long.txt', Buffer.alloc(3_000_000, 'word ')),
      '--b--',
    ];
    await house.receive(
      [
        'From: Ben <ben@example.org>',
        'Subject: Files',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=b',
      ],
      parts.join('\r\n'),
    );
    const [only] = await house.read();
    if (only === undefined) throw new Error('no mail');
    mail = only;
  }, 60_000);
  afterAll(() => house?.close());

  test('is listed with its type and size, and whether it can be read', () => {
    expect(mail.text).toBe('See below.');
    expect(mail.attachments.map(({ name, type, readable = false }) => [name, type, readable])).toEqual([
      ['note.txt', 'text/plain', true],
      ['table.csv', 'text/csv', true],
      ['party.ics', 'text/calendar', true],
      ['page.html', 'text/html', true],
      ['list.md', 'application/octet-stream', true],
      ['liar.txt', 'application/octet-stream', true],
      ['offer.pdf', 'application/pdf', false],
      ['long.txt', 'text/plain', true],
    ]);
    expect(mail.attachments.every(({ bytes = 0 }) => bytes > 0)).toBe(true);
  });

  test.each([
    ['note.txt', 'Grüße from a note'],
    ['table.csv', 'what,price\nbread,3'],
    ['party.ics', 'BEGIN:VCALENDAR\nSUMMARY:Party\nEND:VCALENDAR'],
    ['page.html', 'One'],
    ['list.md', '- bread'],
  ])('%s is read as text', async (name, text) => {
    expect(await read(name)).toMatchObject({ name, text, cut: false });
  });

  test('a long one is read as far as was asked for', async () => {
    const { text, cut } = await read('long.txt', 1_000);
    expect([text.length, cut]).toEqual([1_000, true]);
  });

  test('what holds no text is told so, and nothing else is read', async () => {
    await expect(read('offer.pdf')).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: 'offer.pdf is application/pdf, of which I cannot read the text.',
    });
    await expect(read('liar.txt')).rejects.toMatchObject({ message: expect.stringContaining('holds no text') });
    await expect(house.call('need.email.attachment', { id: mail.id, part: '77' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('comes from outside and is private', () => {
    const contract = smtpImap.contracts.find(({ subject }) => subject === emailAttachment.subject);
    expect(contract?.labels).toEqual([emailAttachment.subject, `private:${emailAttachment.subject}`]);
  });
});
