import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { saysNotForYou } from '../../src/language/not_for_you.ts';

test.each([
  ...['not you', "That wasn't for you.", 'that was not meant for you', 'no, not you', 'I was not talking to you!'],
  ...["i didn't call you", 'nobody called you', 'sorry that was not for you', "we weren't talking to you"],
])('"%s" is', (text) => expect(saysNotForYou(text)).toBe(true));

test.each([
  ...['turn on the light', 'that was not for you that was for the kitchen', 'not you too', 'is it for you', 'no', ''],
  ...['thank you', 'never mind', 'call you', 'i was talking to you', 'remind me that this was not for you'],
])('"%s" is not', (text) => expect(saysNotForYou(text)).toBe(false));

/** Each way through a template of (a|b) and [a|b] without nesting. */
function written(template: string): string[] {
  const [found, square, round] = /\[([^\]]*)\]|\(([^)]*)\)/.exec(template) ?? [];
  if (found === undefined) return [template.replaceAll(/\s+/g, ' ').trim()];
  const choices = square === undefined ? (round ?? '').split('|') : ['', ...square.split('|')];
  return choices.flatMap((choice) => written(template.replace(found, choice)));
}

test('every sentence of the intent is known to the microphone as well', () => {
  const file = z.object({
    intents: z.object({ AgentosNotForYou: z.object({ data: z.array(z.object({ sentences: z.array(z.string()) })) }) }),
  });
  const { intents } = file.parse(parse(readFileSync('data/sentences/en/talk.yaml', 'utf8')));
  const all = intents.AgentosNotForYou.data.flatMap(({ sentences }) => sentences.flatMap(written));
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter((text) => !saysNotForYou(text))).toEqual([]);
});
