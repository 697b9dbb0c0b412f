import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../../src/daemon/store/open.ts';
import type { Ask, Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess, type DaemonProcessOptions } from '../../daemon_process.ts';
import { endEvent, forwardEvent, row, temporaryFolder } from '../store/samples.ts';
import { eventually, ownFolder } from './own_folder.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

async function started(options: DaemonProcessOptions = {}): Promise<DaemonProcess> {
  const daemon = await DaemonProcess.start(options);
  undo.push(() => daemon.stop());
  return daemon;
}

/** Says something and waits for the END, answering what is asked. */
async function talk(
  client: Client,
  text: string,
  answers: readonly string[] = [],
): Promise<{ said: string; asked: string[] }> {
  const asked: string[] = [];
  const left = [...answers];
  for await (const update of client.utter({ text }).updates) {
    if (update.type === 'ask') {
      asked.push(update.ask.text);
      await answer(client, update.ask, left.shift() ?? 'no');
    }
    if (update.type === 'end') return { said: update.text, asked };
  }
  throw new Error('the turn had no END');
}

async function answer(client: Client, { id }: Ask, text: string): Promise<void> {
  await client.answer(id, text);
}

const says = async (client: Client, text: string): Promise<string> => (await talk(client, text)).said;

async function stateOf(client: Client, id: string): Promise<unknown> {
  const { entities } = (await client.call('need.device.list', { entities: [id] })) as { entities: { state: string }[] };
  return entities[0]?.state;
}

/** A light, a lock and a switch, in a zone of their own; the file may be written anew. */
function house(light = 'Kitchen Light') {
  const yaml = `
language: en
areas: [{ id: kitchen, name: Kitchen }, { id: office, name: Office }]
entities:
  - { id: light.kitchen, name: ${light}, area: kitchen, state: "off", attributes: { supported_color_modes: [brightness] } }
  - { id: light.office, name: Desk Lamp, area: office, state: "off" }
  - { id: lock.front, name: Front Door, area: kitchen, state: unlocked }
`;
  const folder = ownFolder({ 'home.yaml': yaml });
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const home = join(folder, 'home.yaml');
  const settings = join(folder, 'agentos.toml');
  writeFileSync(settings, `[home]\nzone = "Europe/Berlin"\nfile = "${home}"\n`);
  return {
    home,
    settings,
    rename: (name: string) => writeFileSync(home, readFileSync(home, 'utf8').replace(light, name)),
  };
}

test('why, who and what: told from the log in plain words, and nothing is invented', async () => {
  const { settings } = house();
  const daemon = await started({ settings });
  const cli = await daemon.connect({ name: 'cli' });
  expect(await says(cli, 'why did you do that?')).toBe(
    'I have done nothing here in the last day, as far as my log tells.',
  );
  expect(await says(cli, 'what did you say?')).toMatch(/nothing here in the last day/);
  await says(cli, 'turn on the kitchen light');
  const why =
    'Because you asked "turn on the kitchen light" just now. I understood "turn on" for the kitchen light. I turned on the kitchen light, which was off before.';
  expect(await says(cli, 'why did you do that?')).toBe(why);
  expect(await says(cli, 'could you tell me why you turned on the kitchen light')).toBe(why);
  expect(await says(cli, 'why is the kitchen light on')).toBe(why);
  expect(await says(cli, 'what did you say')).toBe(why);
  expect(await says(cli, 'who turned the kitchen light on?')).toBe(
    'I did, because you asked "turn on the kitchen light" just now.',
  );
  expect(await says(cli, 'what did you just do')).toBe('Just now: Turned on the kitchen light.');
  expect(await says(cli, 'what did I just ask?')).toMatch(
    /^You asked "turn on the kitchen light" just now, and I said "Turned on/,
  );
  expect(await says(cli, 'why did you turn off the kitchen light')).toMatch(
    /^I find nothing in my log of "turn off the kitchen light"/,
  );
  expect(await says(cli, 'who unlocked the front door')).toMatch(/^I find nothing in my log/);
  expect(await says(cli, 'what time is it')).toMatch(/^It is/);
  // A question in between is not what was done.
  expect(await says(cli, 'why did you do that')).toBe(why);
  expect(await says(cli, 'fly to the moon')).toMatch(/did not understand/);
  expect(await says(cli, "why didn't you do that")).toMatch(
    /^You asked "fly to the moon" just now\. I understood no command in it\. I answered/,
  );
});

test('undo swings back once, says so the second time, and redo brings it back; over kill -9 as well', async () => {
  const { settings } = house();
  const daemon = await started({ settings });
  let cli = await daemon.connect({ name: 'cli' });
  expect(await says(cli, 'undo that')).toBe('I have done nothing here lately, so there is nothing to undo.');
  await says(cli, 'what time is it');
  expect(await says(cli, 'undo that')).toBe('"what time is it" was only a question, so there is nothing to undo.');
  await says(cli, 'turn on the kitchen light');
  await daemon.kill9();
  await daemon.start();
  cli = await daemon.connect({ name: 'cli' });
  expect(await says(cli, 'undo that')).toBe('The kitchen light is off again.');
  expect(await stateOf(cli, 'light.kitchen')).toBe('off');
  await daemon.kill9();
  await daemon.start();
  cli = await daemon.connect({ name: 'cli' });
  expect(await says(cli, 'undo that')).toBe('That is undone already, just now. Say "redo that" to have it done again.');
  expect(await stateOf(cli, 'light.kitchen')).toBe('off');
  expect(await says(cli, 'redo that')).toBe('The kitchen light is on again.');
  expect(await says(cli, 'redo that')).toBe('I have done that again already, just now.');
  expect(await stateOf(cli, 'light.kitchen')).toBe('on');
  expect(await says(cli, 'take that back')).toBe('The kitchen light is off again.');
  expect(await says(cli, 'take that back')).toMatch(/^That is undone already/);
});

test('undo of the last two things, by name, and of what has no way back', async () => {
  const { settings } = house();
  const daemon = await started({ settings });
  const cli = await daemon.connect({ name: 'cli' });
  await says(cli, 'turn on the kitchen light');
  await says(cli, 'turn on the desk lamp');
  expect(await says(cli, 'undo the last two things')).toBe(
    '"turn on the desk lamp": The desk lamp is off again. "turn on the kitchen light": The kitchen light is off again.',
  );
  expect(await says(cli, 'undo the last two things')).toBe('I have done nothing here lately that could be undone.');
  await says(cli, 'turn on the kitchen light');
  await says(cli, 'turn on the desk lamp');
  expect(await says(cli, 'undo the kitchen light')).toBe('The kitchen light is off again.');
  expect(await stateOf(cli, 'light.office')).toBe('on');
  await says(cli, 'turn on the desk lamp');
  expect(await says(cli, 'undo that')).toBe('"Turned on the desk lamp." changed nothing, so there is nothing to undo.');
  await says(cli, 'set a timer for ten minutes');
  expect(await says(cli, 'why did you set a timer')).toMatch(
    /^Because you asked "set a timer for ten minutes" just now\./,
  );
  expect(await says(cli, 'undo that')).toBe('I have undone this: "Timer set for 10 minutes."');
  expect(await says(cli, 'what timers are set')).toBe('There are no timers.');
  await says(cli, 'broadcast that dinner is ready');
  expect(await says(cli, 'undo that')).toBe('What was said all over the house cannot be unsaid.');
});

test('what has been changed since is asked about, and undoing a lock passes the gate', async () => {
  const { settings } = house();
  const daemon = await started({ settings });
  const cli = await daemon.connect({ name: 'cli' });
  const chat = await daemon.connect({ name: 'tablet' });
  await says(cli, 'set the kitchen light to 40 percent');
  await says(chat, 'set the kitchen light to 80 percent');
  const left = await talk(cli, 'undo that', ['no']);
  expect(left.asked).toEqual([
    'The kitchen light has been changed since; it is on now. Shall I still put it back to off?',
  ]);
  expect(left.said).toBe('All right, I left the kitchen light.');
  expect((await talk(cli, 'undo that', ['yes'])).said).toBe('The kitchen light is off again.');
  await says(cli, 'turn on the desk lamp');
  await says(chat, 'turn off the desk lamp');
  expect(await says(cli, 'undo that')).toBe('The desk lamp is as before already.');

  await says(cli, 'lock the front door');
  const kept = await talk(cli, 'undo that', ['no']);
  expect(kept.asked).toEqual(['Put back the front door (unlocked)?']);
  expect(kept.said).toMatch(/^Not undone: All right, I left it/);
  expect(await stateOf(cli, 'lock.front')).toBe('locked');
  expect((await talk(cli, 'undo that', ['yes'])).said).toBe('The front door is unlocked again.');
  await says(cli, 'lock the front door');
  expect(await talk(cli, 'unlock the front door', ['no'])).toMatchObject({ asked: ['Unlock the front door?'] });
  expect(await says(cli, 'undo that')).toBe('"unlock the front door" was not done, so there is nothing to undo.');
  expect(await says(cli, 'why not')).toBe(
    'I did not do it, or not all of it. You asked "unlock the front door" just now. I understood "unlock" for the front door. ' +
      'I asked "Unlock the front door?" and was told "no". So I left it.',
  );

  const kitchen = await daemon.connect({ name: 'kitchen', kind: 'voice', area: 'kitchen' });
  await says(kitchen, 'lock the front door');
  expect(await says(kitchen, 'undo that')).toMatch(/changed nothing/);
});

test('a room hears of what was said and done by voice and by automations, and not of what was typed', async () => {
  const { settings } = house();
  const daemon = await started({ settings });
  const cli = await daemon.connect({ name: 'cli' });
  const kitchen = await daemon.connect({ name: 'kitchen', kind: 'voice', area: 'kitchen' });
  const satellite = await daemon.connect({ name: 'kitchen-2', kind: 'voice', area: 'kitchen' });
  const office = await daemon.connect({ name: 'office', kind: 'voice', area: 'office' });
  await says(cli, 'turn on the desk lamp');
  await says(cli, 'remember that the present for Ada is a bicycle');
  expect(await says(kitchen, 'what did you do today')).toMatch(/^I have done nothing today/);
  expect(await says(kitchen, 'who turned on the desk lamp')).toMatch(/^I find nothing in my log/);
  expect(await says(kitchen, 'what did i ask today about the bicycle')).toMatch(/^I find nothing/);
  expect(await says(kitchen, 'undo that')).toMatch(/nothing here/);
  await says(kitchen, 'turn on the kitchen light');
  expect(await says(office, 'who turned on the kitchen light')).toBe(
    'I did, because somebody in the kitchen said "turn on the kitchen light" just now.',
  );
  expect(await says(office, 'undo that')).toMatch(/nothing/);
  expect(await says(cli, 'who turned on the kitchen light')).toMatch(/somebody in the kitchen said/);
  expect(await says(satellite, 'why did you do that')).toMatch(/^Because you said "turn on the kitchen light"/);
  expect(await says(satellite, 'undo that')).toBe('The kitchen light is off again.');
  expect(await says(kitchen, 'undo that')).toMatch(/^That is undone already/);

  // What was read out after a yes is not read out again without one.
  expect((await talk(kitchen, 'what do you know about the present', ['yes'])).said).toContain('bicycle');
  expect(await says(kitchen, 'what did you say')).toMatch(/private/);
  expect(await says(kitchen, 'what did i just ask')).not.toContain('bicycle');
  expect(await says(office, 'what did i ask today about the present')).not.toContain('bicycle');
});

test('what a timer did is explained by who set it, under the names of today', async () => {
  const { settings, rename } = house();
  const daemon = await started({ settings });
  let cli = await daemon.connect({ name: 'cli' });
  const told = cli.notices()[Symbol.asyncIterator]();
  await says(cli, 'turn on the kitchen light in one second');
  expect((await told.next()).value).toMatchObject({ text: 'Turned on the kitchen light.' });
  expect(await says(cli, 'why did you turn on the kitchen light')).toMatch(
    /^Because the .*timer was due just now\. You asked "turn on the kitchen light in one second" just now\. I understood "turn on" for the kitchen light\. I turned on the kitchen light, which was off before\.$/,
  );
  await cli.close();
  rename('Pantry Light');
  await daemon.restart();
  cli = await daemon.connect({ name: 'cli' });
  expect(await says(cli, 'why did you do that')).toContain('I turned on the pantry light, which was off before.');
  expect(await says(cli, 'why is the pantry light on')).toContain('turn on the kitchen light in one second');
  expect(await says(cli, 'undo that')).toBe('The pantry light is off again.');
});

test('yesterday and before: found by when, and by what it was about', async () => {
  const { settings } = house();
  const { folder, remove } = temporaryFolder();
  undo.push(remove);
  // The house's own day, which is not that of UTC around midnight.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(new Date());
  const evening = new Date(`${today}T18:10:00Z`);
  evening.setUTCDate(evening.getUTCDate() - 1);
  const store = await openStore({ folder, synchronous: 'FULL' });
  const past = async (id: string, at: number, client: string, said: string, text: string) => {
    const channel = client === 'kitchen' ? ('voice' as const) : ('owner' as const);
    const opened = {
      client,
      interface: channel === 'voice' ? 'voice' : 'cli',
      channel,
      canConfirm: true,
      ...(channel === 'voice' ? { area: 'kitchen' } : {}),
    };
    const root = forwardEvent(id, 1, { at, opened, data: { text: said } });
    const end = endEvent(id, 2, { at: at + 50, data: { text, outcome: 'done' } });
    const origin = { client, interface: opened.interface };
    await store.append({
      open: [row(id, { origin, status: 'complete', seq: 2, createdAt: at, updatedAt: at + 50 })],
      events: [root, end],
    }).durable;
  };
  await past('one', evening.getTime(), 'cli', 'set the office to 21 degrees', 'Set the office thermostat to 21°.');
  await past(
    'two',
    evening.getTime() + 60_000,
    'cli',
    'add milk to the shopping list',
    'Added milk to the shopping list.',
  );
  await past('three', evening.getTime() - 86_400_000, 'kitchen', 'will it rain', 'It will not rain.');
  await store.close();
  const daemon = await started({ settings, state: folder });
  const cli = await daemon.connect({ name: 'cli' });
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Berlin', hour: 'numeric', minute: '2-digit' })
    .format(evening)
    .slice(0, 4);
  expect(await says(cli, 'what did I ask you yesterday about the heating?')).toBe(
    `You asked "set the office to 21 degrees" at ${clock} yesterday evening, and I said "Set the office thermostat to 21°."`,
  );
  expect(await says(cli, 'what did I ask yesterday evening')).toMatch(
    /^You asked "set the office.*You asked "add milk/,
  );
  expect(await says(cli, 'what did i ask about the weather')).toMatch(
    /^From here you asked nothing about the weather\. Somebody in the kitchen said "will it rain" at .*, and I said "It will not rain\."$/,
  );
  expect(await says(cli, 'what did i ask yesterday about the unicorn')).toBe(
    'I find nothing in my log that you asked about the unicorn yesterday.',
  );
  expect(await says(cli, 'what did you do yesterday')).toBe('I have done nothing yesterday, as far as my log tells.');
});

test('what was not heard from here lately is not repeated as if it were', async () => {
  const { settings } = house();
  const daemon = await started({ settings });
  const kitchen = await daemon.connect({ name: 'kitchen', kind: 'voice', area: 'kitchen' });
  expect(await says(kitchen, 'say that again')).toBe('I have not said anything here lately.');
  await says(kitchen, 'turn on the kitchen light');
  expect(await says(kitchen, 'say that again please')).toBe('Turned on the kitchen light.');
  expect(await says(kitchen, 'repeat that')).toBe('Turned on the kitchen light.');
  await eventually(async () => (await stateOf(kitchen, 'light.kitchen')) === 'on', 'the light is on');
});
