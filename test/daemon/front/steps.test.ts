import { afterEach, expect, test } from 'vitest';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { eventually } from './own_folder.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

async function started(): Promise<DaemonProcess> {
  const daemon = await DaemonProcess.start();
  undo.push(() => daemon.stop());
  return daemon;
}

/** One conversation: says one thing after the other in the same thread, and answers what is asked. */
function conversation(client: Client) {
  let thread: string | undefined;
  return async (text: string, ...answers: string[]): Promise<string> => {
    const turn = client.utter({ text, ...(thread === undefined ? {} : { thread }) });
    thread = (await turn.accepted).thread;
    for await (const update of turn.updates) {
      if (update.type === 'ask') await client.answer(update.ask.id, answers.shift() ?? 'no');
      if (update.type === 'end') return update.text;
    }
    throw new Error('the turn had no END');
  };
}

async function stateOf(client: Client, id: string): Promise<unknown> {
  const { entities } = (await client.call('need.device.list', { entities: [id] })) as { entities: { state: string }[] };
  return entities[0]?.state;
}

test('what is planned is kept over a restart, told, and cancelled by voice', async () => {
  const daemon = await started();
  const say = conversation(await daemon.connect());
  expect(await say('every day at nine pm close the bedroom blinds')).toMatch(/^Every day at 9 o'clock in the evening/);
  await daemon.restart();
  const again = conversation(await daemon.connect());
  expect(await again('what is planned?')).toMatch(/^One thing is planned: "close the bedroom blinds" every day/);
  expect(await again('at ten pm turn on the porch light')).toMatch(/I will do this: turn on the porch light\.$/);
  expect(await again('cancel that')).toContain('I have undone this');
  expect(await again('cancel the plan')).toMatch(/^Cancelled: "close the bedroom blinds"/);
  expect(await again('what is planned?')).toBe('Nothing is planned.');
});

test('what is done for a while goes back by itself, and nobody has to be asked', async () => {
  const daemon = await started();
  const client = await daemon.connect();
  const say = conversation(client);
  expect(await say('open the bedroom blinds for one second')).toBe(
    'Opened the bedroom blinds. In 1 second I will put it back.',
  );
  await eventually(async () => (await stateOf(client, 'cover.bedroom_blinds')) === 'closed', 'the blinds are closed');
  await eventually(async () => (await say('what is planned?')) === 'Nothing is planned.', 'nothing is planned');
});

test('a condition is looked at now and told either way; a danger in it asks as it would alone', async () => {
  const daemon = await started();
  const client = await daemon.connect();
  const say = conversation(client);
  expect(await say('if nobody is home turn off the hallway light')).toBe('Ada is at home, so I left it as it is.');
  expect(await stateOf(client, 'light.hallway')).toBe('on');
  expect(await say('turn off the hallway light if a window is open')).toBe(
    'The bedroom window is open. Turned off the hallway light.',
  );
  expect(await say('if it is above 30 in the bedroom turn on the bathroom fan')).toMatch(/, so I left it as it is\.$/);
  expect(await say('if the front door is locked unlock it', 'no')).toMatch(/I left it\.$/);
  expect(await stateOf(client, 'lock.front_door')).toBe('locked');
  expect(await say('unlock the front door at nine pm')).toMatch(/so I have not planned it\.$/);
  expect(await say('unlock the front door in ten minutes')).toMatch(/so I have not planned it\.$/);
});

test('what is waited for is done when it happens, also after a restart, and once', async () => {
  const daemon = await started();
  const first = conversation(await daemon.connect());
  await first('turn on the washing machine');
  expect(await first('when the washing machine is done turn on the porch light')).toBe(
    'When the washing machine is done, I will do this: turn on the porch light.',
  );
  await daemon.restart();
  const client = await daemon.connect();
  const say = conversation(client);
  await say('turn off the washing machine');
  await eventually(async () => (await stateOf(client, 'light.porch')) === 'on', 'the porch light is on');
  await say('turn off the porch light');
  await say('turn on the washing machine');
  await say('turn off the washing machine');
  expect(await say('what is planned?')).toBe('Nothing is planned.');
  expect(await stateOf(client, 'light.porch')).toBe('off');
});

test('two people in two rooms do not mix', async () => {
  const daemon = await started();
  const kitchen = await daemon.connect({ name: 'one', area: 'Kitchen' });
  const office = await daemon.connect({ name: 'two', area: 'Office' });
  const [ada, ben] = [conversation(kitchen), conversation(office)];
  await ben('turn off the light');
  expect(await ada('turn on the light')).toBe('Turned on the kitchen light and the counter strip.');
  expect(await ben('turn on the light')).toBe('Turned on the desk lamp.');
  expect(await ada('turn them off')).toBe('Turned off the kitchen light and the counter strip.');
  expect(await ben('set it to 50 percent')).toBe('Set the desk lamp to 50%.');
  expect(await ada('again')).toBe('Turned off the kitchen light and the counter strip.');
  expect(await ben('make it ten')).toBe('Set the desk lamp to 10%.');
  expect(await ben('not that one')).toContain('desk lamp');
  await ada('turn on the light');
  expect(await ada('same in the bedroom')).toMatch(/^Turned on the bedroom light/);
});
