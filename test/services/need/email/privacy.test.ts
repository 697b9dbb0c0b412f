import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../../src/daemon/doors/clock.ts';
import type { Provider } from '../../../../src/daemon/model/service.ts';
import smtpImap from '../../../../src/services/need/email/smtp_imap.ts';
import { missing, titled } from '../../../recovery/debian.ts';
import { ToolHost } from '../../tool_host.ts';
import { ownCertificate } from './certificate.ts';
import { ANNA, BEN, Dovecot, PASSWORD, withoutDovecot } from './dovecot.ts';
import { secrets } from './mail_house.ts';
import { PostOffice } from './post_office.ts';

const leftOut = withoutDovecot ?? missing({ openssl: 'openssl' });

describe.skipIf(leftOut !== undefined)(titled('connections to mail servers', leftOut), () => {
  let dovecot: Dovecot;
  let office: PostOffice;
  let ca: string;
  beforeAll(async () => {
    const own = ownCertificate();
    dovecot = await Dovecot.start(own);
    office = await PostOffice.open(dovecot, { options: { secure: true, cert: own.cert, key: own.key } });
    ca = join(dovecot.folder, 'ca.pem');
    writeFileSync(ca, own.cert);
  });
  afterAll(async () => {
    await office?.close();
    await dovecot?.close();
  });

  async function opened(account: object, others: object = {}) {
    const host = new ToolHost({
      clock: systemClock('UTC'),
      files: { readText: (path) => readFile(path, 'utf8'), readBytes: (path) => readFile(path), list: async () => [] },
    });
    const provider: Provider = {
      ...smtpImap,
      open: (context) => smtpImap.open({ ...context, secret: secrets({ mail: PASSWORD }) }),
    };
    const tls = {
      address: ANNA,
      credential: 'mail',
      watch: false,
      imap: { host: '127.0.0.1', port: dovecot.tlsPort },
      smtp: { host: '127.0.0.1', port: office.port },
    };
    const release = await host.open(provider, { accounts: { home: { ...tls, ...account }, ...others } });
    return { host, release };
  }

  test('are TLS where nothing else is said, and trust only a certificate that is named', async () => {
    const { host, release } = await opened({ ca });
    expect(await host.call('need.email.list', {})).toMatchObject({ total: 0 });
    expect(await host.call('need.email.send', { to: [BEN], subject: 'Safe', text: 'x' })).toMatchObject({ kept: true });
    await release();

    const stranger = await opened({});
    await expect(stranger.host.call('need.email.list', {})).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringContaining(
        'is not safe (DEPTH_ZERO_SELF_SIGNED_CERT). If the server is your own, name its certificate under "ca"',
      ),
    });
    await stranger.release();
  });

  test('to several accounts: one that fails is told beside what the others have', async () => {
    const away = {
      address: BEN,
      credential: 'mail',
      watch: false,
      imap: { host: '127.0.0.1', port: 1, security: 'none' },
    };
    const { host, release } = await opened({ ca }, { work: away });
    const failed = [
      { account: 'work', code: 'UNAVAILABLE', message: 'I cannot reach the mail server 127.0.0.1 right now.' },
    ];
    expect(await host.call('need.email.list', { folder: 'drafts' })).toMatchObject({ total: 0, failed });
    await expect(host.call('need.email.list', { account: 'work' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(host.call('need.email.list', { account: 'other' })).rejects.toThrow(
      'There is no mail account "other". There is home, work.',
    );
    await expect(host.call('need.email.send', { account: 'work', to: [ANNA], text: 'x' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    await release();
  });

  test('by starttls are as safe', async () => {
    const { host, release } = await opened({
      ca,
      imap: { host: '127.0.0.1', port: dovecot.port, security: 'starttls' },
    });
    expect(await host.call('need.email.list', {})).toMatchObject({ failed: [] });
    await release();
    const stranger = await opened({ imap: { host: '127.0.0.1', port: dovecot.port, security: 'starttls' } });
    await expect(stranger.host.call('need.email.list', {})).rejects.toThrow('is not safe');
    await stranger.release();
  });
});

test.each([
  [{ imap: { host: 'imap.example.org', security: 'none' } }, '"none" is only for a server on this machine'],
  [{ address: 'Anna' }, 'is not a mail address'],
  [{ password: 'secret' }, 'password'],
])('settings %j are refused', (change, why) => {
  const account = { address: ANNA, credential: 'mail', imap: { host: 'imap.example.org' }, ...change };
  const said = smtpImap.settings.safeParse({ accounts: { home: account } }).error?.issues.map(({ message }) => message);
  expect(said?.join()).toContain(why);
});

test('a home without accounts has no mail, and nobody is told of a fault', async () => {
  const host = new ToolHost();
  await host.open(smtpImap);
  expect(host.logged).toEqual([]);
  await expect(host.call('need.email.list', {})).rejects.toMatchObject({ code: 'UNIMPLEMENTED' });
});
