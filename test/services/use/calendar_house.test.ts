import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KITCHEN, type Said, type ShippedHouse, shippedHouse } from '../../shipped_house.ts';

let house: ShippedHouse;
beforeAll(async () => {
  house = await shippedHouse({ root: join(import.meta.dirname, '../../..') });
}, 60_000);
afterAll(() => house.close());

const say = async (text: string) => house.say(text);
const told = async (text: string) => (await say(text)).reply?.text;
/** A question answered as it comes: what comes of it. */
const saidTo = async (said: Said, answer: string) => (await house.answer(said, answer)).reply?.text;

test('the whole house keeps a calendar: asked before it deletes, not before it adds or moves, and it takes things back', async () => {
  expect(await told("what's on my calendar tomorrow")).toBe('You have nothing on your calendar tomorrow.');
  expect(await told('add a meeting with Anna tomorrow at 3 pm for an hour')).toBe(
    "Added Meeting with Anna tomorrow at 3 o'clock in the afternoon, for 1 hour.",
  );
  expect(await told('move the meeting tomorrow to 5 pm')).toBe(
    "Meeting with Anna is now tomorrow at 5 o'clock in the afternoon.",
  );
  expect(await told('undo that')).toMatch(/Meeting with Anna|back|undone/iu);
  expect(await told('when is the meeting with Anna')).toBe(
    "Meeting with Anna is tomorrow at 3 o'clock in the afternoon.",
  );
  expect(await told('am I free tomorrow afternoon')).toContain('you are busy from 3');

  const asked = await say('cancel the meeting tomorrow');
  expect(asked.askId).toBeDefined();
  expect(await saidTo(asked, 'no')).toBe('All right, I left it.');
  const again = await say('cancel the meeting tomorrow');
  expect(await saidTo(again, 'yes')).toBe("Deleted Meeting with Anna tomorrow at 3 o'clock in the afternoon.");
  expect(await told("what's on my calendar tomorrow")).toBe('You have nothing on your calendar tomorrow.');
  expect(await told('add yoga tomorrow at 9 am')).toContain('Added Yoga');
  await told('undo that');
  expect(await told("what's on my calendar tomorrow")).toBe('You have nothing on your calendar tomorrow.');
}, 60_000);

test('a voice may put something in unasked, and is asked before the calendar is read out', async () => {
  const added = await house.say('add dentist tomorrow at 9 am', { client: KITCHEN });
  expect(added.reply?.text).toBe("Added Dentist tomorrow at 9 o'clock in the morning.");
  const asked = await house.say("what's on my calendar tomorrow", { client: KITCHEN });
  expect(asked.reply).toBeUndefined();
  const read = await house.answer(asked, 'yes');
  expect(read.reply?.text).toContain("Dentist at 9 o'clock in the morning");
}, 60_000);
