import { Fault, type ProviderContext } from 'agentos/service';
import type { ImapFlow } from 'imapflow';
import { z } from 'zod';
import { emailNew } from './contract.ts';
import type { ImapAccount } from './imap_account.ts';
import { mailId } from './mail_id.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 300_000;
/** A connection that the network has forgotten is found out within this. */
const IDLE_MS = 240_000;
const SILENT_MS = 300_000;
/** How long nothing is asked before the server is told to tell by itself. */
const BEFORE_IDLE_MS = 300;
/** Of what came while nobody looked, the newest are told. */
const MOST_AT_ONCE = 100;

/** Up to where an inbox has been told, by account. */
const cursors = { name: 'mail_cursors', schema: z.object({ uidValidity: z.string(), uid: z.int().min(0) }) };

type Doors = Pick<ProviderContext<unknown>, 'storage' | 'clock' | 'emit' | 'log'>;

/**
 * Tells each mail that comes into an inbox, from the one after the last that was told: also what came while the daemon was away.
 * The first time it begins with what is there. A mail is told before the cursor moves on; the key keeps what is told again from
 * being acted on twice. Connects again with growing waits for as long as it is not released.
 */
export function watchInbox(account: ImapAccount, { storage, clock, emit, log }: Doors): () => Promise<void> {
  const records = storage.collection(cursors);
  const over = new AbortController();
  let client: ImapFlow | undefined;
  let cancelWait: () => void = () => undefined;

  const tellNew = async (open: ImapFlow): Promise<void> => {
    const { mailbox } = open;
    if (mailbox === false) return;
    const uidValidity = String(mailbox.uidValidity);
    const cursor = (await records.get(account.name))?.value;
    if (cursor?.uidValidity !== uidValidity) {
      await records.put(account.name, { uidValidity, uid: Math.max(0, mailbox.uidNext - 1) });
      return;
    }
    const fetched = await open.fetchAll(`${cursor.uid + 1}:*`, { uid: true, internalDate: true }, { uid: true });
    // The last mail of all is told for a range that begins behind it.
    const fresh = fetched.filter(({ uid }) => uid > cursor.uid).sort((a, b) => a.uid - b.uid);
    if (fresh.length > MOST_AT_ONCE)
      log('more mail came than is told', { account: account.name, came: fresh.length, told: MOST_AT_ONCE });
    for (const { uid, internalDate } of fresh.slice(-MOST_AT_ONCE)) {
      if (over.signal.aborted) return;
      const id = mailId({ account: account.name, folder: 'INBOX', uidValidity, uid });
      const at = internalDate instanceof Date ? internalDate.getTime() : clock.now();
      await emit(emailNew, { id, account: account.name, at }, { key: id });
      await records.put(account.name, { uidValidity, uid });
    }
  };

  /** Resolves when the connection is gone. @throws Fault where it could not be made or a mail not be told */
  const watchOnce = async (connected: () => void): Promise<void> => {
    const open = await account.connect({
      autoIdleDelay: BEFORE_IDLE_MS,
      maxIdleTime: IDLE_MS,
      socketTimeout: SILENT_MS,
    });
    client = open;
    try {
      const closed = new Promise<void>((resolve) => open.once('close', () => resolve()));
      if (over.signal.aborted) return;
      let telling = Promise.resolve();
      const failed = new Promise<never>((_resolve, reject) => {
        open.on('exists', () => {
          telling = telling.then(() => tellNew(open)).catch(reject);
        });
      });
      await open.mailboxOpen('INBOX', { readOnly: true });
      telling = tellNew(open);
      await telling;
      connected();
      await Promise.race([closed, failed]);
    } catch (thrown) {
      throw account.fault(thrown);
    } finally {
      client = undefined;
      open.close();
    }
  };

  const run = async (): Promise<void> => {
    let waitMs = FIRST_RETRY_MS;
    while (!over.signal.aborted) {
      try {
        await watchOnce(() => {
          waitMs = FIRST_RETRY_MS;
        });
      } catch (thrown) {
        const { code, message } = Fault.from(thrown);
        // What only a person can mend is not tried so often that the account is closed for it.
        if (code === 'FAILED_PRECONDITION') waitMs = LAST_RETRY_MS;
        if (!over.signal.aborted)
          log('an inbox is not watched', { account: account.name, error: message, retryMs: waitMs });
      }
      if (over.signal.aborted) return;
      await new Promise<void>((resolve) => {
        const release = clock.after(waitMs, resolve);
        cancelWait = () => {
          release();
          resolve();
        };
      });
      waitMs = Math.min(waitMs * 2, LAST_RETRY_MS);
    }
  };

  const running = run();
  return async () => {
    over.abort();
    cancelWait();
    client?.close();
    await running;
  };
}
