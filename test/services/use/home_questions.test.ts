import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ShippedHouse, shippedHouse, TERMINAL } from '../../shipped_house.ts';

let house: ShippedHouse;
beforeAll(async () => {
  house = await shippedHouse({ root: join(import.meta.dirname, '../../..') });
}, 60_000);
afterAll(() => house.close());

const IN_LIVING_ROOM = { client: { ...TERMINAL, area: 'living_room' } };
const told = async (text: string) => (await house.say(text, IN_LIVING_ROOM)).reply?.text;

describe('what is asked of the demo home as it ships', () => {
  test.each([
    ['which rooms have lights on', /^The living room, the hallway, and the office: /],
    ['where are the lights on', /^The living room, the hallway, and the office: /],
    ['which rooms have windows open', 'The bedroom: the bedroom window.'],
    ['which rooms are heated', 'The living room and the bedroom: the living room thermostat and the bedroom radiator.'],
    ['which room is the warmest', 'The highest temperature is 22.8 degrees, in the office.'],
    ["what's the coldest room", 'The lowest temperature is 18.5 degrees, in the bedroom.'],
    ["what's the average temperature", 'The average temperature is 20.5 degrees, from 5 places.'],
    ['is it warmer inside than outside', 'Yes, it is 20.5 degrees inside and 12.4 degrees outside.'],
    ['is it warmer outside', 'No, it is 12.4 degrees outside and 20.5 degrees inside.'],
    ['is the office warmer than the kitchen', 'Yes, it is 22.8 degrees in the office and 21.3 degrees in the kitchen.'],
    ['which is warmer, the kitchen or the office', /^It is warmer in the office: /],
    [
      "what's the temperature in every room",
      /^It is 20\.5 degrees in the living room, .* and 22\.8 degrees in the office\.$/,
    ],
    ['where is Dusty', 'Dusty is docked.'],
    ['what is the highest humidity', 'The highest humidity is 58%, in the bathroom.'],
    ['are any doors open', 'No, the patio door is closed.'],
    ['is a window open', 'Yes, the bedroom window is open.'],
    ['is everything locked', 'Yes, both locks are locked.'],
    ['is anything unlocked', 'No, no locks are unlocked.'],
    ['did I lock the back door', 'Yes, the back door is locked.'],
    ['have we closed the garage', 'Yes, the garage door is closed.'],
    ['did I turn the printer off', 'No, the printer is on.'],
    ['is everything off upstairs', 'Yes, everything is off.'],
    ['is anything still on upstairs', 'No, nothing is on.'],
    ['is the heating on', 'Yes, the living room thermostat and the bedroom radiator are heating.'],
    ['any batteries low', "No, Ada's phone battery is 76%."],
    ['which batteries are low', 'None of the battery sensors are low.'],
    ['how bright is the hallway light', 'The hallway light is on at 47%.'],
    ['what colour is the desk lamp', 'The desk lamp is warm white.'],
    ["what's the volume of the TV", 'The volume of the TV is 30%.'],
    ['is Dusty charged', 'Dusty has 100% left.'],
    ["what's playing", 'Nothing is playing.'],
    ['is the desk lamp on or off', 'The desk lamp is on at 78%.'],
    ['are the bedroom blinds open', 'No, the bedroom blinds are closed.'],
    ['is nobody home', 'No, Ada is at home.'],
    ['where is everyone', 'Ada is at home. Ben is away.'],
    ['how many windows are there', 'There are 4 windows.'],
    ['what lights are there in the kitchen', 'The kitchen light is off. The counter strip is off.'],
    ['is the fan running', /^No, no fans are on\.$/],
    ["what's the radiator in the bedroom set to", 'It is 18.5 degrees in the bedroom, set to 18.'],
  ])('%s', async (text, expected) => {
    if (typeof expected === 'string') expect(await told(text)).toBe(expected);
    else expect(await told(text)).toMatch(expected);
  });
});

describe('what a family says in passing', () => {
  test.each([
    ['good morning', 'Good morning. What can I do for you?'],
    ['goodnight', 'Good night.'],
    ["I'm home", 'Welcome home.'],
    ['cheers mate', 'You are welcome.'],
    ["what's on today", 'You have nothing more on your calendar today.'],
    ['set the bathroom to 23', 'Set the bathroom heater to 23 degrees.'],
    ['heating down a bit', 'Set the living room thermostat to 20 degrees.'],
    ['blinds down in the office', 'Closed the office blinds.'],
    ['curtains half way', 'Set the living room curtains to 50%.'],
    ['telly on', 'Turned on the TV.'],
    ['turn off the radio', 'Turned off the kitchen radio.'],
    ['movie night', 'Turned on Movie Night.'],
    ["I'm going to bed", 'Started Bedtime.'],
    ['full brightness', 'Set the living room light, the reading lamp, and the TV backlight to 100%.'],
    ['set lights to 50% in the dining room', 'Set the dining table light to 50%.'],
    ['would you be so kind as to turn the bloody desk lamp off', 'Turned off the desk lamp.'],
    ['turn on the tele', 'Turned on the TV.'],
    ["that's too bright", 'Dimmed the living room light, the reading lamp, and the TV backlight.'],
    ['fan on high', 'Set the ceiling fan to 100%.'],
    ['could you possibly charge the robot', 'Sent Dusty home.'],
    ['can you hear me', 'Yes, I am here.'],
    ['add 2 litres of milk', 'Added 2 litres of milk to your shopping list.'],
    ["how's it looking outside", 'It is 12 °C, partly cloudy, 71% humidity.'],
  ])('%s', async (text, expected) => {
    expect(await told(text)).toBe(expected);
  });

  test('the list is asked for one thing, and tells of that', async () => {
    await told('add bread to the shopping list');
    expect(await told('have we got bread on the list')).toBe('Yes, bread is on your shopping list.');
    expect(await told('is bread on the list')).toBe('Yes, bread is on your shopping list.');
    expect(await told('do we need butter')).toBe('No, there is no butter on your shopping list.');
  });

  test('what is said next is about the same, in the place of what was named', async () => {
    const first = await house.say('make the reading lamp blue');
    const next = await house.say('and the TV backlight too', { thread: first.thread });
    expect(next.reply?.text).toBe('Set the TV backlight to blue.');
  });
});

describe('what is only half said, or asked, is not done', () => {
  test.each(['turn on the', 'is the coffee ready'])('%s', async (text) => {
    expect((await house.say(text, IN_LIVING_ROOM)).reply?.outcome).not.toBe('done');
  });
});

describe('asked what was meant', () => {
  test('another sentence in place of an answer is carried out, and one that is not understood is told', async () => {
    const asked = await house.say('turn on the lihgt in the kichen');
    expect(asked.askId).toBeDefined();
    const other = await house.answer(asked, 'flurb the wibble');
    expect(other.reply?.text).toContain('did not understand "flurb the wibble"');
  });

  test('both, said at once', async () => {
    const asked = await house.say('dim both bedside lamps to 20 percent');
    const done = await house.answer(asked, 'yes');
    expect(done.reply?.text).toContain('left bedside lamp');
    expect(done.reply?.text).toContain('right bedside lamp');
  });

  test('of two, both', async () => {
    const asked = await house.say('turn on the bedside lamps');
    expect(asked.askId).toBeDefined();
    const both = await house.answer(asked, 'both of them');
    expect(both.reply?.text).toContain('left bedside lamp');
    expect(both.reply?.text).toContain('right bedside lamp');
  });
});
