// Records the golden trajectories anew: node scripts/run.mjs scripts/record_golden.ts
// They pin the format and the laws: whoever changes either on purpose runs this, looks at what has changed in test/golden, and
// says why in docs/decisions.md. Ids and times are made equal in every recording, so that only changes of behaviour show.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeGolden } from '../test/golden/golden.ts';
import { ResearchWorld } from '../test/golden/research_world.ts';
import { KITCHEN, type Said, type ShippedHouse, shippedHouse, TERMINAL } from '../test/shipped_house.ts';

const ROOT = process.cwd();
const FOLDER = join(ROOT, 'test', 'golden');

/** Both clocks stand still but where a recording moves them on. */
let moved = 0;
const began = Date.UTC(2026, 0, 15, 8);
const wholeDate = globalThis.Date;
class StillDate extends wholeDate {
  constructor(...given: ConstructorParameters<typeof Date> | []) {
    super(...(given.length === 0 ? ([began + moved] as const) : (given as [number])));
  }

  static override now(): number {
    return began + moved;
  }
}
Object.assign(globalThis, { Date: StillDate });
performance.now = () => moved;

type Record = (house: ShippedHouse) => Promise<readonly (Said | string)[]>;

/** Name of the file, and what is said for it: the threads that are kept. */
const RECORDINGS: { readonly [name: string]: Record } = {
  light: async ({ say }) => [await say('turn on the kitchen light')],
  two_commands: async ({ say }) => [await say('turn off the kitchen light and close the garage door')],
  yes: async ({ say, answer }) => [await answer(await say('unlock the front door'), 'yes')],
  no: async ({ say, answer }) => [await answer(await say('unlock the front door'), 'no')],
  question: async ({ say, answer }) => {
    const first = await say('set a timer for 10 minutes');
    await say('set a timer for 20 minutes');
    return [await answer(await say('cancel the timer', { thread: first.thread }), '10 minutes')];
  },
  refused_by_the_gate: async ({ say }) => [await say('unlock the front door', { client: KITCHEN })],
  one_of_two_fails: async ({ say, answer }) => [
    await answer(await say('unlock the front door and turn on the kitchen light'), 'no'),
  ],
  timer: async (house) => {
    const set = await house.say('set a timer for 2 seconds');
    moved += 2_000;
    const rang = await house.next(TERMINAL, set.offset);
    return [set, rang.thread];
  },
  undo: async ({ say }) => {
    const first = await say('turn off the hallway light');
    return [await say('undo that', { thread: first.thread })];
  },
  conversation: async ({ say }) => {
    const first = await say('add milk to the shopping list');
    await say('what is on the shopping list', { thread: first.thread });
    return [await say('what is 12 times 12', { thread: first.thread })];
  },
  weather: async ({ say }) => [await say("what's the weather?")],
  unknown: async ({ say }) => [await say('frobnicate the wibble')],
  stopped: async (house) => {
    const asked = await house.say('unlock the front door');
    await house.runtime.cancel(TERMINAL, asked.thread, asked.turn);
    await house.next(TERMINAL, asked.offset);
    return [asked];
  },
  branch: async (house) => {
    const first = await house.say('turn on the kitchen light');
    await house.say('turn off the kitchen light', { thread: first.thread });
    const end = (await house.store.events(first.thread, { turn: 1 })).at(-1);
    const branch = await house.past.fork(first.thread, { at: end?.seq ?? 0 });
    await house.say('what is 2 plus 3', { thread: branch.id });
    return [first, branch.id];
  },
};

async function record(name: string, recording: Record): Promise<void> {
  const house = await shippedHouse({ root: ROOT });
  try {
    await keep(name, house, await recording(house));
  } finally {
    await house.close();
  }
}

/** The daemon goes away while a question is open, and comes back. */
async function recordRestart(name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-golden-'));
  const before = await shippedHouse({ root: ROOT, folder });
  const asked = await before.say('turn on the kitchen light and unlock the front door');
  await before.leave();
  const house = await shippedHouse({ root: ROOT, folder });
  // The turn goes on by itself, up to the question.
  await sleep(200);
  try {
    await keep(name, house, [await house.answer(asked, 'yes')]);
  } finally {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The searches answer and the mail goes out: over HTTP, SMTP and IMAP, to servers of this recording. */
async function recordResearch(name: string): Promise<void> {
  const world = await ResearchWorld.open();
  const folder = mkdtempSync(join(tmpdir(), 'agentos-golden-'));
  try {
    world.furnish(folder);
    const house = await shippedHouse({ root: ROOT, folder, settings: world.settings });
    try {
      const asked = await house.say('Research AI news and email summary to team');
      await keep(name, house, [await house.answer(asked, 'yes')]);
    } finally {
      await house.close();
    }
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function keep(name: string, { store }: ShippedHouse, said: readonly (Said | string)[]): Promise<void> {
  // What comes after the answer (a late record, a second mail) has its moment.
  await sleep(50);
  for (const [index, one] of said.entries()) {
    const id = typeof one === 'string' ? one : one.thread;
    const row = await store.thread(id);
    if (!row) throw new Error(`${name}: there is no thread ${id}`);
    const file = join(FOLDER, `${name}${index === 0 ? '' : `_${index + 1}`}.jsonl`);
    const events = await store.events(id);
    writeGolden(file, row, events);
    process.stdout.write(`${file.slice(ROOT.length + 1)}: ${events.length} events\n`);
  }
}

for (const file of readdirSync(FOLDER)) if (file.endsWith('.jsonl')) rmSync(join(FOLDER, file));
for (const [name, recording] of Object.entries(RECORDINGS)) await record(name, recording);
await recordRestart('restart_in_the_middle');
await recordResearch('research');
