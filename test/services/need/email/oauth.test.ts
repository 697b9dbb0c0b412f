import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { guardedHttp } from '../../../../src/daemon/doors/http.ts';
import smtpImap from '../../../../src/services/need/email/smtp_imap.ts';
import { titled } from '../../../recovery/debian.ts';
import { ANNA, BEN, withoutDovecot } from './dovecot.ts';
import { MailHouse } from './mail_house.ts';

/** A provider's two doors: gives access tokens for a refresh token, and tells the mail server whose one is. */
class Provider {
  readonly tokens = new Set<string>();
  readonly asked: URLSearchParams[] = [];
  status = 200;
  seconds: number | string = 3_600;
  readonly server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname === '/info') {
      const isKnown = this.tokens.has(url.searchParams.get('access_token') ?? '');
      return isKnown ? answer(200, { email: ANNA, active: 'true' }) : answer(400, { error: 'invalid_token' });
    }
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      this.asked.push(new URLSearchParams(text));
      const token = `token-${this.asked.length}`;
      if (this.status === 200) this.tokens.add(token);
      answer(this.status, { access_token: token, token_type: 'Bearer', expires_in: this.seconds });
    });
  });
  port = 0;

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
    return this;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

describe.skipIf(withoutDovecot !== undefined)(titled('a mail account with OAuth 2', withoutDovecot), () => {
  let provider: Provider;
  let house: MailHouse;
  const start = (oauth: object, credential = 'refresh') =>
    house.start({ oauth }, credential, guardedHttp([`127.0.0.1:${provider.port}`]));
  const tokenUrl = () => ({ token_url: `http://127.0.0.1:${provider.port}/token`, client_id: 'agentos' });

  beforeAll(async () => {
    provider = await new Provider().open();
    house = await MailHouse.open(`http://127.0.0.1:${provider.port}/info`, {
      options: {
        authOptional: false,
        authMethods: ['XOAUTH2'],
        onAuth: (auth, _session, done) =>
          provider.tokens.has(auth.accessToken ?? '')
            ? done(null, { user: auth.username })
            : done(null, { data: { status: '401', schemes: 'bearer' } }),
      },
    });
  });
  beforeEach(() => {
    Object.assign(provider, { status: 200, seconds: 3_600 });
    provider.asked.length = 0;
    provider.tokens.clear();
  });
  afterAll(async () => {
    await house?.close();
    await provider?.close();
  });

  test('reads and sends with one access token, got for the refresh token', async () => {
    await start({ ...tokenUrl(), scope: 'mail' });
    await house.receive(['From: Ben <ben@example.org>', 'Subject: Hello'], 'Hi');
    expect(await house.list()).toMatchObject([{ subject: 'Hello' }]);
    expect(await house.call('need.email.send', { to: [BEN], subject: 'Back', text: 'Hi.' })).toMatchObject({
      accepted: [BEN],
      kept: true,
    });
    expect(provider.asked.map((form) => Object.fromEntries(form))).toEqual([
      { grant_type: 'refresh_token', refresh_token: 'refresh', client_id: 'agentos', scope: 'mail' },
    ]);
  });

  test('gets a new token where the kept one was withdrawn, or is about to run out', async () => {
    await start(tokenUrl());
    await house.list();
    provider.tokens.clear();
    await house.dovecot.stop();
    await house.dovecot.start();
    await house.list();
    expect(provider.asked).toHaveLength(2);
    provider.seconds = '30';
    await start(tokenUrl());
    await house.list();
    expect(await house.call('need.email.send', { to: [BEN], subject: 'x', text: 'y' })).toMatchObject({
      accepted: [BEN],
    });
    expect(provider.asked.length).toBeGreaterThan(3);
  });

  test('says what to do where the refresh token is not accepted, or nobody gives tokens', async () => {
    provider.status = 400;
    await start(tokenUrl());
    await expect(house.list()).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringMatching(/does not accept the refresh token of the mail account home.*credential "mail"/),
    });
    provider.status = 503;
    await expect(house.list()).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('does not answer'),
    });
  });

  test('with a token that another program keeps fresh reads it each time, and says where it is not taken', async () => {
    provider.tokens.add('fresh');
    await start({}, 'fresh');
    await house.list();
    expect(provider.asked).toEqual([]);
    await start({}, 'stale');
    await expect(house.list()).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringContaining(`does not accept the token of ${ANNA}`),
    });
  });
});

test.each([
  [{ token_url: 'http://example.org/token', client_id: 'a' }, 'https:'],
  [{ token_url: 'https://example.org/token' }, 'go together'],
  [{ client_id: 'a' }, 'go together'],
  [
    { token_url: 'https://example.org/token', client_id: 'a', client_secret: 'A secret!' },
    'not the name of a credential',
  ],
])('settings %j are refused', (oauth, said) => {
  const account = { address: ANNA, credential: 'mail', imap: { host: 'imap.example.org' }, oauth };
  const read = smtpImap.settings.safeParse({ accounts: { home: account } });
  expect(JSON.stringify(read.error?.issues)).toContain(said);
});
