import { need, reply, use } from 'agentos/contract';
import { end, router, settle, tool } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { threadAt } from '../../../../src/daemon/runtime/replay/thread_at.ts';
import { type House, openHouse } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const writes = need('write', {
  ...{ summary: 'A model.', input: words, output: words, effect: 'read', risk: 'open', proposes: true },
});
const device = need('device.set', {
  summary: 'Devices.',
  input: z.object({
    entities: z.array(z.string()),
    service: z.string(),
    data: z.record(z.string(), z.json()).default({}),
  }),
  output: z.object({ results: z.array(z.object({ entity: z.string(), ok: z.boolean() })) }),
  ...{ effect: 'keyed', risk: 'home' },
});
const send = need('email.send', { summary: 'Mail.', input: words, output: words, effect: 'once', risk: 'home' });
const read = need('read', {
  ...{ summary: 'News.', input: words, output: words, effect: 'read', risk: 'open', outside: true },
});
const look = need('look', { summary: 'Look.', input: words, output: words, effect: 'read', risk: 'open' });

const open: House[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.close();
});

type Step =
  | 'send'
  | 'fail'
  | 'look'
  | 'read'
  | readonly [service: string, entity: string, data?: { readonly [name: string]: number }]
  | 'none done';

/** A house where a model writes the reply, whatever was done before. */
async function replied(asked: string, steps: readonly Step[], text: string, byModel = true) {
  const house = await openHouse({
    services: [
      tool({ contract: writes, run: async () => ({ text }) }),
      tool({ contract: look, run: async () => ({ text: 'looked' }) }),
      tool({ contract: read, run: async () => ({ text: 'The bridge was closed.' }) }),
      tool({
        contract: send,
        async run(input) {
          if (input.text === 'fail') throw new Error('the server does not answer');
          return { text: 'sent' };
        },
      }),
      tool({
        contract: device,
        run: async ({ entities, service }) => ({
          results: entities.map((entity) => ({ entity, ok: service !== 'jammed' && !entity.endsWith('jammed') })),
        }),
      }),
      router({
        contract: root,
        *run() {
          for (const step of steps) {
            if (step === 'look') yield* look({ text: 'x' });
            else if (step === 'read') yield* read({ text: 'x' });
            else if (step === 'send' || step === 'fail') yield* settle([send({ text: step })]);
            else if (step === 'none done') yield* device({ entities: ['lock.jammed'], service: 'lock' });
            else yield* device({ entities: [step[1]], service: step[0], data: { ...step[2] } });
          }
          return end(byModel ? { text: (yield* writes({ text: 'x' })).text } : { text });
        },
      }),
    ],
  });
  open.push(house);
  const { reply: told, events, thread } = await house.say(asked);
  const last = events.at(-1);
  return { text: told.text, end: last?.direction === 'END' ? last : undefined, house, thread };
}

describe('P9 X10 a model says that it did a thing only where a call did', () => {
  test.each<readonly [string, readonly Step[], string]>([
    ['lock the front door', [], "I've locked the front door."],
    ['lock the front door', ['look'], 'The front door is now locked.'],
    ['lock the front door', [['unlock', 'lock.front_door']], "I've locked the front door."],
    ['unlock the front door', [['lock', 'lock.front_door']], 'Unlocked the front door.'],
    ['open the garage', [['close_cover', 'cover.garage']], 'I opened the garage.'],
    ['open the garage', [['set_cover_position', 'cover.garage', { position: 0 }]], 'I opened the garage.'],
    ['turn on the light', [['turn_off', 'light.kitchen']], 'The light is on.'],
    ['lock the front door', ['none done'], 'Done.'],
    ['send the mail', ['fail'], 'I have sent the mail.'],
    ['research the news and mail a summary to the team', ['look'], 'Summary sent to team.'],
    [
      'turn on the light and mail Anna',
      [['turn_on', 'light.kitchen']],
      'I turned on the light and sent the mail to Anna.',
    ],
    ['yes', [], 'Done.'],
    ['let the plumber in', [], 'The front door has been unlocked.'],
    ['let the plumber in', ['look'], 'It has been done.'],
    ['let Anna know that I am late', [], 'Your email is on its way.'],
    ['let Anna know that I am late', ['fail'], 'The mail was sent.'],
    ['see to the heating', [], 'That has been taken care of.'],
    ['mach die Tür auf', [], 'Das habe ich erledigt.'],
    ['mach die Tür auf', [['lock', 'lock.front_door']], 'Die Tür wurde geöffnet.'],
  ])('%j after %j: %j is not said', async (asked, steps, text) => {
    const { text: said, end } = await replied(asked, steps, text);
    expect(said).not.toContain(text);
    expect(said).toMatch(/nothing was carried out|not all of it was done/);
    expect(end?.cites).toBeUndefined();
    expect(end?.data).toMatchObject({ outcome: 'failed' });
  });

  test.each<readonly [string, readonly Step[], string, readonly string[]]>([
    ['lock the front door', [['lock', 'lock.front_door']], "I've locked the front door.", ['1.0']],
    ['open the garage', [['set_cover_position', 'cover.garage', { position: 100 }]], 'I opened the garage.', ['1.0']],
    ['turn on the light', ['look', ['turn_on', 'light.kitchen']], 'Done.', ['1.1']],
    ['send the mail', ['send'], 'I have sent the mail.', ['1.0[0]']],
    [
      'turn off the light and mail Anna',
      [['turn_off', 'light.kitchen'], 'send'],
      'I turned the light off and sent the mail.',
      ['1.0', '1.1[0]'],
    ],
  ])('%j after %j: %j is, and cites what did it', async (asked, steps, text, cites) => {
    const { text: said, end, house, thread } = await replied(asked, steps, text);
    expect(said).toBe(text);
    expect(end?.cites).toEqual(cites);
    // What bears it out is in the log before it.
    const { open: left } = await threadAt(house.store, thread);
    expect(left).toEqual([]);
  });

  test.each([
    ['what is the news?', 'Parliament was opened by the king, and two bridges have been closed.'],
    ['is the door locked?', 'Yes, the front door is locked.'],
    ['lock the door', 'I could not lock the door.'],
    ['translate "I have sent it" to German', 'It is "Ich habe es geschickt".'],
    ['translate I have sent it to German', 'Ich habe es geschickt.'],
    ['find out about the shop', 'The shop opened in 1990.'],
    ['anything from Anna?', 'Anna sent you a mail yesterday.'],
  ])('%j: %j claims nothing, and is left alone', async (asked, text) => {
    expect((await replied(asked, [], text)).text).toBe(text);
  });

  test('what may tell of others is believed where something of others was read, and of the house never', async () => {
    const asked = 'go on with what you were at';
    expect((await replied(asked, ['read'], 'The bridge has been closed.')).text).toBe('The bridge has been closed.');
    expect((await replied(asked, ['look'], 'The bridge has been closed.')).text).toMatch(/nothing was carried out/);
    expect((await replied(asked, ['read'], 'The front door has been closed.')).text).toMatch(/nothing was carried out/);
  });

  test('what code says about its own calls is left alone', async () => {
    expect((await replied('lock the door', [], 'Locked the door.', false)).text).toBe('Locked the door.');
  });

  test('the twin: where the calls are not looked at, the lie is told', async () => {
    const { text } = await replied('lock the front door', [], "I've locked the front door.", false);
    expect(text).toBe("I've locked the front door.");
  });
});
