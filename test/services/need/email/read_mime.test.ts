import { describe, expect, test } from 'vitest';
import { onOneLine, plainText } from '../../../../src/services/need/email/plain_text.ts';
import { readMime } from '../../../../src/services/need/email/read_mime.ts';
import { titled } from '../../../recovery/debian.ts';
import { ACTS, tortureMails, withoutMails } from './torture_mails.ts';

/** What a mail may take to be read, in milliseconds. */
const CAP_MS = 2_000;
const read = (...lines: string[]) => readMime(Buffer.from(lines.join('\r\n'), 'latin1'));

describe('a mail', () => {
  test.each([
    ['an unknown charset', ['Content-Type: text/plain; charset=x-klingon', '', 'Hello'], 'Hello'],
    ['a wrong charset', ['Content-Type: text/plain; charset=utf-8', '', 'Gr\xfc\xdfe'], 'Gr��e'],
    ['no header at all', ['', 'Hello'], 'Hello'],
    ['only a header', ['Subject: Hi'], ''],
    [
      'base64 that is cut off',
      ['Content-Type: text/plain', 'Content-Transfer-Encoding: base64', '', 'SGVsbG8gQW5u'],
      'Hello Ann',
    ],
    ['HTML alone', ['Content-Type: text/html', '', '<p>One</p><p>Two'], 'One\n\nTwo'],
    [
      'a part that has no end',
      ['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'Hello'],
      'Hello',
    ],
    [
      'signs that cannot be seen',
      [
        'Content-Type: text/plain; charset=utf-8',
        '',
        Buffer.from('a\u202Eb\u200Bc\u0007d\u001b[31m').toString('latin1'),
      ],
      'abcd[31m',
    ],
  ])('with %s is read', async (_what, lines, text) => {
    expect((await read(...lines)).text).toBe(text);
  });

  test('has names and a subject of one line each', async () => {
    const mail = await read(
      'From: =?utf-8?Q?Anna=0D=0ABcc=3A_eve@example=2Eorg?= <anna@example.org>',
      'To: Friends: Ben <ben@example.org>, carla@example.com;',
      'Subject: =?utf-8?Q?One=0Atwo=E2=80=AE?=',
      'References: <a@b> <c@d\r\n evil> <e@f>',
      '',
      '',
    );
    expect(mail.from).toEqual({ name: 'Anna Bcc: eve@example.org', address: 'anna@example.org' });
    expect(mail.to.map(({ address }) => address)).toEqual(['ben@example.org', 'carla@example.com']);
    expect(mail.subject).toBe('One two');
    expect(mail.references).toBe('<a@b> <e@f>');
  });

  test('with parts within parts without end is not read, and that is told', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => [
      `Content-Type: multipart/mixed; boundary=b${index}`,
      '',
      `--b${index}`,
    ]).flat();
    expect(await read(...lines, 'Content-Type: text/plain', '', 'deep')).toMatchObject({
      text: '',
      problem: expect.stringContaining('could not read it'),
    });
  });
});

describe('plain text', () => {
  test('keeps what joins letters and emoji, and nothing that only hides', () => {
    expect(plainText('👨‍👩‍👧 می‌خواهم')).toBe('👨‍👩‍👧 می‌خواهم');
    expect(plainText('p\u200da\u200cy\u200d\u200d')).toBe('pay');
    expect(onOneLine('  a\u0085b\u2028\tc ')).toBe('a b c');
    expect(plainText('x\u{E0070}\u{E0061}y\uD800')).toBe('xy\uFFFD');
  });
});

test.skipIf(withoutMails !== undefined)(
  titled('T20 183 torture mails are read, each in 2 s', withoutMails),
  async () => {
    const mails = tortureMails();
    expect(mails.length).toBe(183);
    const slow: string[] = [];
    let read = 0;
    for (const { name, raw } of mails) {
      const began = performance.now();
      const { text, from, subject, problem } = await readMime(raw);
      if (performance.now() - began > CAP_MS) slow.push(name);
      expect(`${text}${subject}${from?.name ?? ''}`, name).not.toMatch(ACTS);
      if (problem === undefined && (text !== '' || subject !== '')) read += 1;
    }
    expect(slow).toEqual([]);
    // The rest are empty, or have nothing but attachments.
    expect(read).toBeGreaterThan(165);
  },
);
