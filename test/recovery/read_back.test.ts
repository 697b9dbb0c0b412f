import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Client, Turn, Update } from '../../src/interfaces/client/client.ts';
import { eventually, ownFolder } from '../daemon/front/own_folder.ts';
import { DaemonProcess } from '../daemon_process.ts';
import { postHouse } from './post_house.ts';

// Daemons start three times in one test; on a busy machine that is more than the usual limit.
vi.setConfig({ testTimeout: 300_000 });

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

type End = Extract<Update, { readonly type: 'end' }>;

async function endOf(turn: Turn): Promise<End> {
  for await (const update of turn.updates) if (update.type === 'end') return update;
  throw new Error('the turn had no END');
}

test('P8 T1 killed inside a once call: it is read back as done, not done or unknown, told in words, and never made again', async () => {
  const house = postHouse();
  undo.push(() => rmSync(house.folder, { recursive: true, force: true }));
  const daemon = await DaemonProcess.start({ settings: house.settings });
  undo.push(() => daemon.stop());
  const client = await daemon.connect({ name: 'sender' });
  await eventually(async () => (await understood(client, 'send the white letter')) === 'LetterSend', 'letters');
  const kinds = ['white', 'lost', 'dark', 'blind', 'careless'] as const;
  const turns = new Map(kinds.map((how) => [how, client.utter({ text: `send the ${how} letter` })]));
  const threads = new Map<string, string>();
  for (const [how, { accepted }] of turns) threads.set(how, (await accepted).thread);
  await eventually(() => house.begun() === kinds.length, 'every call is under way');
  await daemon.kill9();
  const before = house.book();
  expect(new Set(before).size).toBe(4);
  await daemon.start();

  const said = new Map<string, End>();
  for (const [how, turn] of turns) said.set(how, await endOf(turn));
  const place = before.findIndex((key) => key.startsWith(threads.get('white') ?? '-')) + 1;
  expect(said.get('white')).toMatchObject({ status: 'complete', text: `Sent as number ${place}.`, acted: true });
  expect(said.get('lost')).toMatchObject({
    status: 'failed',
    code: 'ABORTED',
    text: 'I was interrupted, and this was not done: Send a letter.',
  });
  expect(said.get('dark')).toMatchObject({
    code: 'UNKNOWN',
    text: "I was interrupted, and I don't know whether it happened. The post office is shut.",
  });
  expect(said.get('blind')).toMatchObject({
    code: 'UNKNOWN',
    text: "I was interrupted, so I don't know whether this happened: Send a letter.",
  });

  const after = house.book();
  const timesOf = (how: string): number => after.filter((key) => key.startsWith(threads.get(how) ?? '-')).length;
  expect(['white', 'lost', 'dark', 'blind'].map(timesOf)).toEqual([1, 0, 1, 1]);
  // The twin: declared as a call that may be made again, the same letter is sent twice.
  expect(timesOf('careless')).toBe(2);

  // What was read back is the call's answer in the log: replay, branches and looks at the past go on from it.
  expect(await client.threads({ open: true })).toEqual([]);
  for (const [how, thread] of threads) {
    const events = (await client.thread(thread)).events;
    const calls = events.filter(({ subject }) => subject.startsWith('need.post.'));
    expect(calls.map(({ direction }) => direction)).toEqual(['FORWARD', 'BACKWARD']);
    const { open } = await client.threadAt(thread, calls[0]?.seq ?? 0);
    expect(open.some(({ subject }) => subject.startsWith('need.post.'))).toBe(true);
    const replayed: unknown[] = [];
    for await (const news of client.replay({ thread }, new AbortController().signal))
      if (news.news === 'replayed')
        replayed.push({ events: news.replayed.events, differences: news.replayed.differences });
    expect(replayed, how).toEqual([{ events: events.length, differences: [] }]);
    const branch = await client.fork(thread);
    expect((await client.thread(branch.id)).events).toHaveLength(events.length);
  }
  expect(house.book()).toEqual(after);
});

test.each([
  ['locked still', false, 'I was interrupted, and it was not done. The front door is locked.'],
  ['unlocked by now', true, 'Unlocked the front door.'],
])('P8 killed as the front door was to be unlocked, and found %s', async (_how, turned, text) => {
  const folder = ownFolder({});
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home.yaml');
  cpSync(join(import.meta.dirname, '../../data/homes/demo.yaml'), home);
  const settings = join(folder, 'agentos.toml');
  const kill = new DaemonProcess({ settings, home, env: { AGENTOS_KILL_AT: 'start.durable@need.device.set' } });
  undo.push(() => kill.stop());
  await kill.start();
  const client = await kill.connect({ name: 'owner' });
  const turn = client.utter({ text: 'unlock the front door' });
  const gone = kill.exited();
  let ended: End | undefined;
  for await (const update of turn.updates) {
    if (update.type === 'ask') {
      expect(update.ask.text).toBe('Unlock the front door?');
      client.answer(update.ask.id, 'yes').catch(() => undefined);
      await gone;
      if (turned) {
        const before = readFileSync(home, 'utf8');
        const after = before.replace(/(id: lock\.front_door[\s\S]*?state: )locked/, '$1unlocked');
        expect(after).not.toBe(before);
        writeFileSync(home, after);
      }
      const daemon = new DaemonProcess({ settings, home, state: kill.state });
      undo.push(() => daemon.stop());
      await daemon.start();
    } else if (update.type === 'end') ended = update;
  }
  expect(ended).toMatchObject({ status: 'complete', text });
  const { thread } = await turn.accepted;
  const { events } = await client.thread(thread);
  const sets = events.filter(({ subject }) => subject === 'need.device.set');
  expect(sets.map(({ direction }) => direction)).toEqual(['FORWARD', 'BACKWARD']);
  const listed = await client.call('need.device.list', { entities: ['lock.front_door'] });
  expect(listed).toMatchObject({ entities: [{ state: turned ? 'unlocked' : 'locked' }] });
});

async function understood(client: Client, text: string): Promise<string | undefined> {
  const meant = await client.call('need.understand', { text });
  if (typeof meant !== 'object' || meant === null || !('commands' in meant) || !Array.isArray(meant.commands))
    return undefined;
  return meant.commands[0]?.intent;
}
