import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Turn, Update } from '../../../../src/interfaces/client/client.ts';
import { eventually } from '../../../daemon/front/own_folder.ts';
import { DaemonProcess } from '../../../daemon_process.ts';
import { titled } from '../../../recovery/debian.ts';
import { ANNA, BEN, Dovecot, PASSWORD, withoutDovecot } from './dovecot.ts';
import { PostOffice, withMailbox } from './post_office.ts';

// Daemons and mail servers start several times in one test; on a busy machine that is more than the usual limit.
vi.setConfig({ testTimeout: 300_000 });

type End = Extract<Update, { readonly type: 'end' }>;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** Anna's mail servers, and settings with her account. */
async function servers() {
  const dovecot = await Dovecot.start();
  undo.push(() => dovecot.close());
  const office = await PostOffice.open(dovecot);
  undo.push(() => office.close());
  const folder = mkdtempSync(join(tmpdir(), 'agentos-mail-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'secrets'));
  writeFileSync(join(folder, 'secrets', 'mail'), PASSWORD, { mode: 0o600 });
  const settings = join(folder, 'agentos.toml');
  writeFileSync(
    settings,
    `[email.smtp_imap.accounts.home]
address = "${ANNA}"
credential = "mail"
imap = { host = "127.0.0.1", port = ${dovecot.port}, security = "none" }
smtp = { host = "127.0.0.1", port = ${office.port}, security = "none" }

[contacts.book.people]
"Ben Example" = "${BEN}"
`,
  );
  return { dovecot, office, settings };
}

async function endOf(turn: Turn): Promise<End> {
  for await (const update of turn.updates) if (update.type === 'end') return update;
  throw new Error('the turn had no END');
}

async function sentMail(dovecot: Dovecot): Promise<number> {
  let count = 0;
  await withMailbox(dovecot, ANNA, async (client) => {
    const status = await client.status('Sent', { messages: true });
    count = status ? (status.messages ?? 0) : 0;
  });
  return count;
}

describe.skipIf(withoutDovecot !== undefined)(titled('mail by a daemon at real servers', withoutDovecot), () => {
  test('is sent by a sentence at the terminal, and asked about in full by voice', async () => {
    const { dovecot, office, settings } = await servers();
    const daemon = await DaemonProcess.start({ settings });
    undo.push(() => daemon.stop());
    const owner = await daemon.connect({ name: 'owner' });
    const said = await daemon.ask(owner, 'send a mail to Ben saying I am late');
    expect(said).toMatchObject({ status: 'complete', text: 'Sent the mail to Ben Example.' });
    expect(office.taken).toMatchObject([{ from: ANNA, to: [BEN], raw: expect.stringContaining('\r\n\r\nI am late.') }]);
    expect(await sentMail(dovecot)).toBe(1);

    const voice = await daemon.connect({ name: 'kitchen', kind: 'voice' });
    const asked: string[] = [];
    for (const answer of ['no', 'yes']) {
      for await (const update of voice.utter({ text: 'send a mail to Ben saying come soon' }).updates) {
        if (update.type !== 'ask') continue;
        asked.push(update.ask.text);
        await voice.answer(update.ask.id, answer);
      }
    }
    expect(asked).toEqual(Array(2).fill(`Send this mail to ${BEN}, with the subject "Come soon"?\n\nCome soon.`));
    expect(office.taken).toHaveLength(2);
  });

  test.each([
    [
      'before it was handed over',
      'start.durable',
      0,
      `I was interrupted, and it was not done. The mail to ${BEN} was not sent.`,
    ],
    ['after it was handed over', 'run.after', 1, 'Sent the mail to Ben Example.'],
  ])('P8 killed %s, it is read back and never sent again', async (_when, point, times, text) => {
    const { dovecot, office, settings } = await servers();
    const first = new DaemonProcess({ settings, env: { AGENTOS_KILL_AT: `${point}@need.email.send` } });
    undo.push(() => first.stop());
    await first.start();
    const client = await first.connect({ name: 'owner' });
    const gone = first.exited();
    const turn = client.utter({ text: 'send a mail to Ben saying I am late' });
    await gone;
    const daemon = new DaemonProcess({ settings, state: first.state });
    undo.push(() => daemon.stop());
    await daemon.start();
    expect(await endOf(turn)).toMatchObject({ text });
    expect(office.taken).toHaveLength(times);
    expect(await sentMail(dovecot)).toBe(times);
    expect(await client.threads({ open: true })).toEqual([]);
  });

  test('P8 killed while the server has it and has not said so, it is told that nobody knows, and never sent again', async () => {
    const { dovecot, office, settings } = await servers();
    const daemon = await DaemonProcess.start({ settings });
    undo.push(() => daemon.stop());
    const client = await daemon.connect({ name: 'owner' });
    let answer: () => void = () => undefined;
    office.manners = {
      waits: () =>
        new Promise<void>((resolve) => {
          answer = resolve;
        }),
    };
    const turn = client.utter({ text: 'send a mail to Ben saying I am late' });
    await eventually(() => office.taken.length === 1, 'the server has the mail');
    await daemon.kill9();
    answer();
    office.manners = {};
    await daemon.start();
    expect(await endOf(turn)).toMatchObject({
      text: `I was interrupted, and I don't know whether it happened. The mail to ${BEN} stands among your drafts. Ask whether it came before you send it again.`,
    });
    expect(office.taken).toHaveLength(1);
    expect(await sentMail(dovecot)).toBe(0);
  });
});
