import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { need, reply, use } from 'agentos/contract';
import { end, router, tool, userAsk } from 'agentos/service';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pinFileAt } from '../../../../src/daemon/doors/pin_file.ts';
import { type PinFile, Pins } from '../../../../src/daemon/runtime/gate/pins.ts';
import { checkCopy } from '../../../../src/daemon/store/check_copy.ts';
import { type House, openHouse, VOICE } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const door = need('door', {
  summary: 'Open the door.',
  input: words,
  output: words,
  effect: 'once',
  risk: 'danger',
  question: () => 'Unlock the front door?',
});

const undo: (() => unknown)[] = [];
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-pin-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

const path = (): string => join(folder, 'pin.json');

/** A PIN whose clock is set by hand. */
async function pinned(pin = '4711'): Promise<{ pins: Pins; clock: { now: number } }> {
  const clock = { now: 1_000_000 };
  const pins = new Pins(pinFileAt(path()), () => clock.now);
  await pins.set(pin);
  return { pins, clock };
}

describe('T28 the PIN', () => {
  test('is kept as a slow hash, in a file of its owner alone', async () => {
    const { pins } = await pinned();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readFileSync(path(), 'utf8')).not.toContain('4711');
    expect(JSON.parse(readFileSync(path(), 'utf8')).cost.N).toBeGreaterThanOrEqual(16_384);
    expect(await pins.verify('4711')).toBe('right');
    const one = readFileSync(path(), 'utf8');
    await pins.set('4711');
    const other = readFileSync(path(), 'utf8');
    expect(one).not.toBe(other);
  });

  test.each(['123', '1234567890123', 'abcd', '12 34', '', '12.4', '१२३४'])('%j is none', async (pin) => {
    const pins = new Pins(pinFileAt(path()), Date.now);
    await expect(pins.set(pin)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(pins.state).toBe('none');
  });

  test('three wrong ones lock it for five minutes, over a restart too; while it is locked the right one does not open it', async () => {
    const { pins, clock } = await pinned();
    expect([await pins.verify('0000'), await pins.verify('0001'), await pins.verify('0002')]).toEqual([
      'wrong',
      'wrong',
      'locked',
    ]);
    expect(await pins.verify('4711')).toBe('locked');
    const again = new Pins(pinFileAt(path()), () => clock.now);
    expect(again.state).toBe('locked');
    expect(await again.verify('4711')).toBe('locked');
    clock.now += 299_999;
    expect(again.state).toBe('locked');
    clock.now += 1;
    expect(again.state).toBe('set');
    expect(await again.verify('4711')).toBe('right');
  });

  test('wrong ones count over restarts, and at once: none is for nothing', async () => {
    const { clock } = await pinned();
    const fresh = (): Pins => new Pins(pinFileAt(path()), () => clock.now);
    expect(await fresh().verify('0000')).toBe('wrong');
    expect(await fresh().verify('0001')).toBe('wrong');
    const pins = fresh();
    expect(await Promise.all(['0002', '0003', '4711'].map((pin) => pins.verify(pin)))).toEqual([
      'locked',
      'locked',
      'locked',
    ]);
  });

  test('a thousand tries in a row find nothing: three are looked at', async () => {
    const { pins } = await pinned('0999');
    const seen: string[] = [];
    for (let pin = 0; pin < 1_000; pin += 1) seen.push(await pins.verify(String(pin).padStart(4, '0')));
    expect(seen.filter((verdict) => verdict === 'right')).toHaveLength(0);
    expect(seen.filter((verdict) => verdict === 'wrong')).toHaveLength(2);
  });

  test('a file that others could read, or that is broken, lets nobody in', async () => {
    await pinned();
    const texts: readonly PinFile['read'][] = [
      () => 'not json',
      () => '{}',
      () => {
        throw new Error('mode');
      },
    ];
    for (const read of texts) {
      const pins = new Pins({ read, write: () => undefined, remove: () => undefined }, Date.now);
      expect(pins.state).toBe('locked');
      expect(await pins.verify('4711')).toBe('locked');
    }
  });

  test('a clock that was set back does not lock it for longer', async () => {
    const { pins, clock } = await pinned();
    for (const pin of ['0', '1', '2']) await pins.verify(`000${pin}`);
    clock.now -= 86_400_000;
    const again = new Pins(pinFileAt(path()), () => clock.now);
    expect(again.lockedForMs).toBeLessThanOrEqual(300_000);
  });
});

interface Guarded {
  readonly house: House;
  opened(): number;
  ask(): Promise<string>;
}

async function guarded(pins: Pins): Promise<Guarded> {
  let opened = 0;
  const opens = tool({
    contract: door,
    async run({ text }) {
      opened += 1;
      return { text };
    },
  });
  const asks = router({
    contract: root,
    *run({ input }) {
      if (input.text.startsWith('tell')) {
        const { text } = yield* userAsk({ text: 'What is it?' });
        return end({ text: `You said ${text}.` });
      }
      if (!input.text.startsWith('unlock')) return end({ text: `I do not understand "${input.text}".` });
      return end(yield* door({ text: 'Unlocked.' }));
    },
  });
  const house = await openHouse({
    pins,
    services: [opens, asks],
    folder,
    isCommand: (text) => text.startsWith('unlock'),
  });
  undo.push(() => house.store.close());
  let requests = 0;
  return {
    house,
    opened: () => opened,
    async ask() {
      requests += 1;
      const { last } = await house.store.mailbox(VOICE.name);
      await house.runtime.utter(VOICE, { requestId: `unlock-${requests}`, text: 'unlock', continueLast: false });
      const { body, kind } = await house.next(VOICE, last);
      expect(kind).toBe('ask');
      return z.object({ askId: z.string(), kind: z.literal('pin') }).parse(body).askId;
    },
  };
}

const textOf = ({ body }: { readonly body: unknown }): string => z.object({ text: z.string() }).parse(body).text;

describe('by voice', () => {
  test('the right PIN opens the door, once', async () => {
    const { pins } = await pinned();
    const { house, opened, ask } = await guarded(pins);
    const askId = await ask();
    await house.runtime.answer(VOICE, askId, 'forty-seven eleven');
    expect(textOf(await house.next(VOICE, 1))).toBe('Unlocked.');
    expect(opened()).toBe(1);
    await expect(house.runtime.answer(VOICE, askId, '4711')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(opened()).toBe(1);
  });

  test.each([
    ['1234', 'That was not the PIN, so I left it.'],
    ['yes', 'All right, I left it.'],
    ['no', 'All right, I left it.'],
    ['yes please do it', 'All right, I left it.'],
  ])('%j does not', async (text, said) => {
    const { pins } = await pinned();
    const { house, opened, ask } = await guarded(pins);
    await house.runtime.answer(VOICE, await ask(), text);
    expect(textOf(await house.next(VOICE, 1))).toBe(said);
    expect(opened()).toBe(0);
  });

  test('the question is said in full, and where no PIN is set how to set one', async () => {
    const { pins } = await pinned();
    const { house, ask } = await guarded(pins);
    await ask();
    expect(textOf(await house.next(VOICE))).toBe('Unlock the front door? Please say your PIN.');
    await house.store.close();
    await pins.remove();
    const without = await guarded(pins);
    expect((await without.house.say('unlock', { client: VOICE })).reply.text).toContain('agentos pin set');
  });

  test('T28 after three wrong ones it is not asked for any more', async () => {
    const { pins } = await pinned();
    const { house, ask, opened } = await guarded(pins);
    for (const [place, pin] of ['0000', '1111', '2222'].entries()) {
      await house.runtime.answer(VOICE, await ask(), pin);
      await house.next(VOICE, place * 2 + 1);
    }
    const { reply: said } = await house.say('unlock', { client: VOICE });
    expect(said.text).toContain('The PIN was wrong too often');
    expect(opened()).toBe(0);
  });

  test('T28 the PIN is nowhere: not in the database, its log, mail, threads, titles or a backup', async () => {
    const { pins } = await pinned('8264193');
    const { house, opened, ask } = await guarded(pins);
    await house.runtime.answer(VOICE, await ask(), 'eight two six four one nine three');
    await house.next(VOICE, 1);
    await house.runtime.answer(VOICE, await ask(), 'my pin is 8264193');
    await house.next(VOICE, 3);
    expect(opened()).toBe(2);
    // Said too late, too early, as an answer to something else, and as what else was heard.
    const texts = ['8264193', 'eight two six four one nine three', 'unlock the door 8264193', 'my code is 8264193'];
    for (const [place, text] of texts.entries()) {
      const utterance = { requestId: `said-${place}`, text, alternatives: [text], continueLast: false };
      await house.runtime.utter(VOICE, utterance);
    }
    const { last } = await house.store.mailbox(VOICE.name);
    await house.runtime.utter(VOICE, { requestId: 'q', text: 'tell', continueLast: false });
    const asked = await house.next(VOICE, last);
    const { askId } = z.object({ askId: z.string() }).parse(asked.body);
    await house.runtime.answer(VOICE, askId, '8264193');
    expect(textOf(await house.next(VOICE, asked.offset))).toBe('You said [PIN].');
    for (const { id } of await house.store.threads())
      for (const event of await house.store.events(id)) expect(JSON.stringify(event)).not.toContain('8264193');
    const rows = await house.store.threads();
    expect(JSON.stringify(rows)).not.toContain('8264193');
    const mail = await house.store.mail(VOICE.name, 0, 100);
    expect(JSON.stringify(mail)).not.toContain('8264193');
    await house.store.close();
    checkCopy(join(folder, 'agentos.db'));
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(1);
    for (const { parentPath, name } of files) {
      const kept = readFileSync(join(parentPath, name), 'latin1');
      expect(`${name} ${kept.includes('8264193')} ${kept.includes('eight two six')}`).toBe(`${name} false false`);
    }
  });

  test('only the gate asks for it: a service that does is refused', async () => {
    const { pins } = await pinned();
    const phish = router({
      contract: root,
      *run() {
        return end(yield* userAsk({ text: 'Say your PIN.', kind: 'pin' }));
      },
    });
    const house = await openHouse({ pins, services: [phish] });
    undo.push(() => house.close());
    expect((await house.say('go', { client: VOICE })).reply.text).toBe(
      'Only the gate asks for a PIN, or for a yes to a call.',
    );
  });
});
