import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type House, openHouse } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const open = { input: words, output: words, effect: 'read', risk: 'open' } as const;
const web = need('web', { ...open, summary: 'Web.', outside: true });
const mail = need('mail', { ...open, summary: 'Mail.', outside: true, private: true });
const model = need('model', { ...open, summary: 'Model.', proposes: true });
const answer = async ({ text }: { text: string }) => ({ text });

/** Does what it is told, one letter after the other. */
const doer = router({
  contract: root,
  *run({ input, thread }) {
    let said = '';
    for (const letter of input.text) {
      if (letter === 'w') yield* web({ text: 'x' });
      if (letter === 'm') yield* mail({ text: 'x' });
      if (letter === 'p') yield* model({ text: 'x' });
      if (letter === 'r') said += thread.messages.length;
      if (letter === 'd') said += Object.keys(thread.metadata).length;
    }
    return end({ text: `read ${said}` });
  },
});

let house: House | undefined;
afterEach(() => house?.close());

async function taintOf(...turns: string[]) {
  house = await openHouse({
    services: [doer, ...[web, mail, model].map((contract) => tool({ contract, run: answer }))],
  });
  let thread: string | undefined;
  let taint: readonly string[] = [];
  for (const text of turns) {
    const said = await house.say(text, thread === undefined ? {} : { thread });
    thread = said.thread;
    taint = said.events.filter(({ direction, turn }) => direction === 'END' && turn === said.turn)[0]?.taint ?? [];
  }
  await house.close();
  house = undefined;
  return taint;
}

describe('labels', () => {
  test('an answer carries what its contract is marked with, and the frame that reads it keeps that', async () => {
    expect(await taintOf('x')).toEqual([]);
    expect(await taintOf('w')).toEqual(['need.web']);
    expect(await taintOf('mp')).toEqual(['model:need.model', 'need.mail', 'private:need.mail']);
  });

  test('S4 what was said before labels a turn that reads it, and no other', async () => {
    expect(await taintOf('w', 'x')).toEqual([]);
    expect(await taintOf('w', 'r')).toEqual(['need.web']);
    expect(await taintOf('w', 'd')).toEqual(['need.web']);
    expect(await taintOf('x', 'r')).toEqual([]);
  });
});
