import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from './command.ts';

let daemon: DaemonProcess;
let command: Command;
beforeAll(async () => {
  daemon = await DaemonProcess.start();
  command = new Command({ AGENTOS_SOCKET: daemon.socket });
});
afterAll(async () => {
  command?.remove();
  await daemon?.stop();
});

async function say(text: string, thread?: unknown) {
  const more = thread === undefined ? [] : ['--thread', String(thread)];
  const { out } = await command.run(['ask', '--json', ...more, text]);
  return objects(out).at(-1);
}

describe('agentos sentences teach', () => {
  it('is understood at once, listed and forgotten', async () => {
    expect(await command.run(['sentences', 'teach', 'rise and shine', 'turn on the kitchen light'])).toEqual({
      code: 0,
      out: 'All right. When you say "rise and shine", I do "turn on the kitchen light".\n',
      err: '',
    });
    expect(await say('Rise and shine!')).toMatchObject({ text: 'Turned on the kitchen light.' });
    expect(objects((await command.run(['sentences', 'list', '--json'])).out)).toEqual([
      { kind: 'sentence', said: 'rise and shine', means: 'turn on the kitchen light' },
    ]);
    expect(await say('when I say open sesame, do unlock the front door')).toMatchObject({ outcome: 'done' });
    expect(await say('open sesame')).toMatchObject({ status: 'waiting', text: 'Unlock the front door?' });
    expect((await command.run(['sentences', 'forget', 'rise and shine'])).code).toBe(0);
    expect((await say('rise and shine'))?.['text']).not.toBe('Turned on the kitchen light.');
  });

  it('refuses what means something already, what is too near to a way in, and what is not understood', async () => {
    const taken = await command.run(['sentences', 'teach', 'lock the front door', 'unlock the front door']);
    expect(taken).toMatchObject({ code: 65, err: expect.stringContaining('means something already') });
    const near = await command.run(['sentences', 'teach', 'lock the frnt door', 'unlock the front door']);
    expect(near).toMatchObject({ code: 65, err: expect.stringContaining('too near') });
    const unknown = await command.run(['sentences', 'teach', 'abracadabra', 'frobnicate the wibble']);
    expect(unknown).toMatchObject({ code: 65, err: expect.stringContaining('do not understand') });
  });
});

describe('did you mean', () => {
  it('does it on a yes and keeps the name', async () => {
    const asked = await say('turn on the kichen lite');
    expect(asked).toMatchObject({
      status: 'waiting',
      text: expect.stringMatching(/^Did you mean ".*kitchen light"\?$/i),
    });
    expect(await say('yes', asked?.['thread'])).toMatchObject({ text: 'Turned on the kitchen light.' });
    expect(await say('turn off the kichen lite')).toMatchObject({ text: 'Turned off the kitchen light.' });
    expect((await command.run(['sentences', 'forget', 'kichen lite'])).code).toBe(0);
  });

  it('hears "of" as "off", and takes no room for the name of a device', async () => {
    expect(await say('turn of the kitchen light')).toMatchObject({
      text: 'Did you mean "turn off the kitchen light"?',
    });
    // Written apart it is the room all the same, and nothing is learnt of that.
    expect(await say('turn on the bed room lamp')).toMatchObject({ status: 'complete', acted: true });
    expect((await command.run(['sentences', 'list', '--json'])).out).not.toContain('bed room');
  });

  it('keeps the sentence where other words than a name were amiss, for training to learn from', async () => {
    const asked = await say('toggel the kitchen light');
    expect(asked).toMatchObject({ status: 'waiting', text: 'Did you mean "toggle the kitchen light"?' });
    expect(await say('yes', asked?.['thread'])).toMatchObject({ outcome: 'done' });
    expect(objects((await command.run(['sentences', 'list', '--json'])).out)).toContainEqual({
      ...{ kind: 'sentence', said: 'toggel the kitchen light', means: 'toggle the kitchen light' },
    });
    expect(await say('toggel the kitchen light')).toMatchObject({ outcome: 'done' });
    expect((await command.run(['sentences', 'forget', 'toggel the kitchen light'])).code).toBe(0);
  });

  it('does nothing on a no', async () => {
    const asked = await say('turn on the kichen lite');
    expect(await say('no', asked?.['thread'])).toMatchObject({ text: 'All right, I did nothing.', acted: false });
    expect((await command.run(['sentences', 'list', '--json'])).out).not.toContain('kichen');
  });

  it('names a danger exactly, and the gate asks all the same', async () => {
    const asked = await say('unlok the front door');
    expect(asked).toMatchObject({
      status: 'waiting',
      text: expect.stringMatching(/^Did you mean "unlock the front door"\?$/i),
    });
    const gate = await say('yes', asked?.['thread']);
    expect(gate).toMatchObject({ status: 'waiting', text: 'Unlock the front door?' });
    expect(await say('no', asked?.['thread'])).toMatchObject({ acted: false });
    expect((await command.run(['sentences', 'list', '--json'])).out).not.toContain('unlok');
  });
});
