import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { tellFigure } from '../../figures.ts';
import { bundle } from '../store/bundled.ts';
import { manyStreams } from './streams_at_once.ts';

const SECONDS = Number(process.env.AGENTOS_TEST_SECONDS ?? 60);
/** How many times what it can carry out a daemon is told. */
const TIMES = 20;
/** The flood measures for so long what the daemon can carry out. */
const MEASURES_MS = 5_000;

interface Figures {
  readonly p50: number;
  readonly p99: number;
}

function figuresOf(took: readonly number[]): Figures {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

async function speak(daemon: DaemonProcess, client: Client, seconds: number): Promise<Figures> {
  const took: number[] = [];
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    const began = performance.now();
    expect((await daemon.ask(client, 'what time is it')).status).toBe('complete');
    took.push(performance.now() - began);
    await sleep(20);
  }
  return figuresOf(took);
}

const flooded = z.object({
  turnsPerSecond: z.number(),
  due: z.number(),
  said: z.number(),
  accepted: z.number(),
  refusedAfter: z.array(z.number()),
  cutOff: z.array(z.tuple([z.string(), z.number()])),
  untold: z.number(),
  cuts: z.number(),
});

/** Ids of what was begun, whoever was told: what had no answer when its stream was cut off is among them, or was refused. */
function begunOf(daemon: DaemonProcess): ReadonlySet<unknown> {
  const database = new Database(join(daemon.state, 'agentos.db'), { readonly: true });
  try {
    return new Set(database.prepare('SELECT request_id FROM requests').pluck().all());
  } finally {
    database.close();
  }
}

const shown = ({ p50, p99 }: Figures) => `p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms`;

test(`P11 T15 a flood by one client, ${TIMES} times what can be carried out, for ${SECONDS} s: others go on`, async () => {
  const daemon = await DaemonProcess.start();
  const program = fileURLToPath(await bundle(new URL('./flooder.ts', import.meta.url)));
  try {
    const calm = await daemon.connect({ name: 'calm', busyPatienceMs: 0 });
    const voice = await daemon.connect({ name: 'kitchen', kind: 'voice', busyPatienceMs: 0 });
    await speak(daemon, calm, 3);
    const before = Math.min(20, SECONDS);
    const [alone, aloneSpoken] = await Promise.all([speak(daemon, calm, before), speak(daemon, voice, before)]);
    const child = spawn(process.execPath, [program, daemon.socket, String(TIMES), String(SECONDS + 2)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await sleep(MEASURES_MS);
    const [typed, spoken] = await Promise.all([speak(daemon, calm, SECONDS), speak(daemon, voice, SECONDS)]);
    await gone;
    await daemon.halt();
    const { turnsPerSecond, due, said, accepted, untold, cuts, ...ended } = flooded.parse(JSON.parse(told));
    const begun = begunOf(daemon);
    const unacknowledged = ended.cutOff.filter(([id]) => begun.has(id)).map(([, after]) => after);
    const atTheCut = ended.cutOff.filter(([id]) => !begun.has(id)).map(([, after]) => after);
    const refused = [...ended.refusedAfter, ...atTheCut];
    const { p99 } = figuresOf(refused);
    const measured =
      `alone typed ${shown(alone)}, spoken ${shown(aloneSpoken)}; beside ${said} utterances (${turnsPerSecond.toFixed(0)} turns/s x ${TIMES}: ` +
      `${due} were due, the others while it was turned away) typed ${shown(typed)}, spoken ${shown(spoken)}; ${accepted} accepted, ` +
      `${refused.length} refused in ${shown(figuresOf(refused))} (${atTheCut.length} of them by the end of their stream), ` +
      `${unacknowledged.length} begun and not acknowledged at the cut (after ${shown(figuresOf(unacknowledged))}), ${cuts} times cut off`;
    tellFigure({ count: said, of: 'utterances of a flood', measured });
    expect(accepted + unacknowledged.length + refused.length).toBeLessThanOrEqual(said);
    expect(accepted).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(untold, 'refusals without RetryInfo').toBe(0);
    expect(daemon.log).not.toMatch(/not foreseen|nobody caught/);
    expect(p99, 'until a refusal is told').toBeLessThanOrEqual(50);
    expect(typed.p99, 'typed beside the flood').toBeLessThanOrEqual(2 * alone.p99);
    expect(spoken.p99, 'spoken beside the flood').toBeLessThanOrEqual(2 * aloneSpoken.p99);
  } finally {
    await daemon.stop();
  }
});

/** Clients that speak by turns, and milliseconds between two utterances. */
const SPEAKING = 8;
const EVERY_MS = 10;

test(`P11 T15 100 utterances a second for ${SECONDS} s, by ${SPEAKING} clients that wait for nobody: each is answered`, async () => {
  const daemon = await DaemonProcess.start();
  try {
    const names = Array.from({ length: SPEAKING }, (_, n) => `speaking-${n}`);
    const clients = await Promise.all(names.map((name) => daemon.connect({ name, busyPatienceMs: 0 })));
    await Promise.all(clients.map((client) => speak(daemon, client, 3)));
    const wanted = (SECONDS * 1_000) / EVERY_MS;
    const took: number[] = [];
    const statuses = new Set<string>();
    const answered: Promise<void>[] = [];
    const began = performance.now();
    const say = async (client: Client, due: number): Promise<void> => {
      statuses.add((await daemon.ask(client, 'what time is it')).status);
      took.push(performance.now() - due);
    };
    while (answered.length < wanted) {
      const due = began + answered.length * EVERY_MS;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      const client = clients[answered.length % SPEAKING];
      // What is late by this side counts from when it was due.
      if (client !== undefined) answered.push(say(client, due));
    }
    await Promise.all(answered);
    const seconds = (performance.now() - began) / 1_000;
    const rate = (took.length / seconds).toFixed(1);
    tellFigure({
      count: took.length,
      of: 'utterances at 100 a second',
      measured: `${shown(figuresOf(took))}, ${rate} a second`,
    });
    expect([...statuses]).toEqual(['complete']);
    expect(took).toHaveLength(wanted);
    expect(daemon.log).not.toMatch(/not foreseen|nobody caught/);
  } finally {
    await daemon.stop();
  }
});

test('P11 T15 1,000 streams at once: each is answered, or told when to come back', async () => {
  const { replied, refused, untold, rssMb } = await manyStreams(1_000);
  const [before, after] = rssMb.map((mb) => mb.toFixed(0));
  const measured = `${replied} answered, ${refused} refused; RSS ${before} MB before, ${after} MB with all of them`;
  tellFigure({ count: 1_000, of: 'streams at once', measured });
  expect([replied + refused, untold]).toEqual([1_000, 0]);
  expect(replied).toBeGreaterThanOrEqual(900);
});
