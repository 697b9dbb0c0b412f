import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Accepted, Client, ThreadRow } from '../../src/interfaces/client/client.ts';
import { eventually, ownFolder, put } from '../daemon/front/own_folder.ts';
import { DaemonProcess } from '../daemon_process.ts';
import { tellFigure } from '../figures.ts';

const TIMER = 'start a timer for 1 second';
const COMMANDS = [
  'turn on the kitchen light',
  'turn off the kitchen light',
  'add milk to the shopping list',
  'what time is it',
  TIMER,
  'stamp the ledger',
];
/** An effect that must not happen twice, in words of the test's own service. */
const STAMP = 'stamp the ledger';
const AT_ONCE = 8;

interface Counted {
  readonly kills: number;
  readonly acknowledged: number;
  readonly effects: number;
  readonly lost: number;
  readonly doubled: number;
  readonly stuck: number;
}

/**
 * Kills the daemon with -9 again and again, with turns, timers and effects in flight, and checks afterwards what it had
 * acknowledged. The ledger of what was acknowledged is kept here, that of the effects in a file, both outside of the daemon.
 * After each kill another program than the daemon's own SQLite looks at a copy of the database, where it is installed.
 * @param daemons that share the kills: each has a store of its own, and they run at once
 */
export async function killAgainAndAgain(kills: number, daemons = 1): Promise<void> {
  const counted: Counted[] = [];
  const each = Array.from({ length: daemons }, () =>
    killOneDaemon(Math.ceil(kills / daemons), (one) => counted.push(one)),
  );
  const ends = await Promise.allSettled(each);
  const sum = (name: keyof Counted): number => counted.reduce((all, one) => all + one[name], 0);
  const [lost, doubled, stuck] = [sum('lost'), sum('doubled'), sum('stuck')];
  const among = daemons === 1 ? '' : `${daemons} daemons at once; `;
  const measured = `${among}${sum('acknowledged')} turns acknowledged, ${sum('effects')} effects written down`;
  tellFigure({ count: sum('kills'), of: 'kills', lost, doubled, stuck, measured });
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  expect({ lost, doubled, stuck }).toEqual({ lost: 0, doubled: 0, stuck: 0 });
}

async function killOneDaemon(kills: number, count: (counted: Counted) => void): Promise<void> {
  const own = ledgerHouse();
  const daemon = await DaemonProcess.start({ settings: join(own, 'agentos.toml') });
  try {
    const first = await daemon.connect({ name: 'first' });
    await eventually(async () => (await daemon.ask(first, STAMP)).outcome !== 'unknown', 'the ledger is understood');
    const accepted: Accepted[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      accepted.push(...(await killOnce(daemon, kill)));
      if (hasSqlite) expect(await integrityOf(daemon.state)).toBe('ok');
      await daemon.start();
    }
    expect(accepted.length).toBeGreaterThanOrEqual(kills);
    const client = await daemon.connect({ name: 'ledger', wait: true });
    const stuck = await stillOpen(client);
    const stamps = readFileSync(join(own, 'ledger'), 'utf8').trim().split('\n');
    const doubled = stamps.length - new Set(stamps).size;
    let lost = 0;
    for (const one of accepted) lost += (await isThere(client, one)) ? 0 : 1;
    count({ kills, acknowledged: accepted.length, effects: stamps.length, lost, doubled, stuck });
    expect(stamps.length).toBeGreaterThan(1);
    for (const one of accepted) await checkTurn(client, one);
    await checkTimers(client);
  } finally {
    await daemon.stop();
    rmSync(own, { recursive: true, force: true });
  }
}

/** @returns what was accepted before the kill */
async function killOnce(daemon: DaemonProcess, kill: number): Promise<Accepted[]> {
  const accepted: Accepted[] = [];
  const client = await daemon.connect({ name: 'ledger', wait: true });
  // The place of the kill moves from "the first is accepted" to "most have ended".
  let left = 1 + (kill % AT_ONCE);
  await new Promise<void>((resolve, reject) => {
    for (let said = 0; said < AT_ONCE; said += 1) {
      const text = COMMANDS[(kill * AT_ONCE + said) % COMMANDS.length] ?? '';
      client.utter({ text }).accepted.then((one) => {
        accepted.push(one);
        left -= 1;
        if (left === 0) resolve();
      }, reject);
    }
  });
  await new Promise((resolve) => setTimeout(resolve, (kill * 7) % 30));
  await daemon.kill9();
  await client.close();
  return accepted;
}

/** Waits until nothing is open: what was interrupted goes on by itself. @returns turns that are open after 30 s all the same */
export async function stillOpen(client: Client): Promise<number> {
  const until = Date.now() + 30_000;
  for (;;) {
    const { length } = await client.threads({ open: true });
    if (length === 0 || Date.now() > until) return length;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether a turn that was acknowledged is in the log, with its first event. */
async function isThere(client: Client, { thread, turn }: Accepted): Promise<boolean> {
  const events = await client.thread(thread).then(
    (found) => found.events,
    () => [],
  );
  return events.some((event) => event.turn === turn && event.key === String(turn));
}

async function checkTurn(client: Client, { thread, turn }: Accepted): Promise<void> {
  const { events } = await client.thread(thread);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const ends = events.filter((event) => event.direction === 'END' && event.turn === turn);
  expect(ends).toHaveLength(1);
  // An effect that was interrupted is told as unknown; nothing else may fail.
  if (ends[0]?.error?.code !== 'UNKNOWN') expect(ends[0]?.error).toBeUndefined();
  for (const forward of events.filter((event) => event.direction === 'FORWARD' && event.key !== String(turn))) {
    const answers = events.filter((event) => event.direction === 'BACKWARD' && event.key === forward.key);
    expect(answers.length).toBeLessThanOrEqual(Math.max(1, forward.to.length));
  }
}

/** Every timer that was set rings, and once. */
async function checkTimers(client: Client): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const threads = await allThreads(client);
    const rings = threads.filter(({ origin }) => origin.interface === 'signal');
    const set = threads.filter(({ title, status }) => title === TIMER && status === 'complete');
    expect(rings.length, 'rings of timers that were set').toBeLessThanOrEqual(set.length);
    if (rings.length === set.length) {
      expect(set.length).toBeGreaterThan(0);
      const rang = new Set<string>();
      for (const { id } of rings) {
        const data = JSON.stringify((await client.thread(id)).events[0]?.data);
        expect(rang, `${data} rang twice`).not.toContain(data);
        rang.add(data);
      }
      return;
    }
    expect(Date.now(), `${set.length - rings.length} timers have not rung`).toBeLessThan(until);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function allThreads(client: Client): Promise<readonly ThreadRow[]> {
  const found = new Map<string, ThreadRow>();
  for (let before: number | undefined; ; ) {
    const page = await client.threads({ limit: 1_000, ...(before === undefined ? {} : { before }) });
    const known = found.size;
    for (const row of page) found.set(row.id, row);
    const last = page.at(-1);
    if (last === undefined || found.size === known) return [...found.values()];
    before = last.updatedAt + 1;
  }
}

/** A house with a service of its own that has a `once` effect: a line in a file. */
function ledgerHouse(): string {
  const folder = ownFolder({
    'services/need/ledger/contract.mjs': `
import { need } from 'agentos/contract';
import { z } from 'zod';
export const ledgerStamp = need('ledger.stamp', { summary: 'Stamp the ledger.', input: z.object({}), output: z.object({}),
  effect: 'once', risk: 'home' });
`,
    'services/use/clerk/contract.mjs': `
import { reply, use } from 'agentos/contract';
import { z } from 'zod';
export const clerk = use('clerk', { summary: 'Keeps the ledger.', input: z.object({ intent: z.string() }).loose(), output: reply,
  intents: { LedgerStamp: true } });
`,
    'services/use/clerk/agent.mjs': `
import { agent, invoke } from 'agentos/service';
import { clerk } from './contract.mjs';
export default agent({ contract: clerk, *run() { yield* invoke('need.ledger.stamp', {}); return { text: 'Stamped.' }; } });
`,
    'sentences/ledger.yaml': `
language: en
intents:
  LedgerStamp:
    data:
      - sentences: ["stamp the ledger"]
`,
  });
  put(
    folder,
    'services/need/ledger/tool.mjs',
    `
import { appendFileSync } from 'node:fs';
import { tool } from 'agentos/service';
import { ledgerStamp } from './contract.mjs';
export default tool({ contract: ledgerStamp, async run(_input, { key }) {
  appendFileSync(${JSON.stringify(join(folder, 'ledger'))}, key + '\\n');
  return {};
} });
`,
  );
  return folder;
}

const hasSqlite = spawnSync('sqlite3', ['--version']).status === 0;

/** What Debian's sqlite3 says of the database as a kill left it. Of a copy, since looking at it brings its log home. */
async function integrityOf(state: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-integrity-'));
  try {
    for (const name of ['agentos.db', 'agentos.db-wal']) copyFileSync(join(state, name), join(folder, name));
    const said = await promisify(execFile)('sqlite3', [join(folder, 'agentos.db'), 'PRAGMA integrity_check']);
    return said.stdout.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
