import { describe, expect, it } from 'vitest';
import { REDACTED_PIN, spokenDigits, withoutPin } from '../../../src/language/values/spoken_digits.ts';

describe('digits as they are said', () => {
  it.each([
    ['one two three four', '1234'],
    ['twelve thirty four', '1234'],
    ['twelve thirty-four', '1234'],
    ['1 2 3 4', '1234'],
    ['1234', '1234'],
    ['12-34.', '1234'],
    ['One, two, three, four!', '1234'],
    ['my PIN is four oh four one', '4041'],
    ['it’s double five zero nine', '5509'],
    ['um, nine nineteen ninety nine', '91999'],
    ['twenty twenty', '2020'],
    ['triple seven one please', '7771'],
    ['nought nought one two', '0012'],
  ])('%j is %s', (text, digits) => expect(spokenDigits(text)).toBe(digits));

  it.each([
    ['yes'],
    ['one two three four hundred'],
    ['unlock 1234'],
    ['no'],
    [''],
    ['my pin'],
    ['１２３４ x'],
    ['double twelve'],
  ])('%j is none', (text) => expect(spokenDigits(text)).toBeUndefined());
});

describe('a text that is kept has no PIN in it', () => {
  it.each([
    ['1234', REDACTED_PIN],
    ['one two three four', REDACTED_PIN],
    ['my pin is 4711', REDACTED_PIN],
    ['unlock the front door, one two three four', `unlock the front door, ${REDACTED_PIN}`],
    ['unlock the front door 4711', `unlock the front door ${REDACTED_PIN}`],
    ['open the garage with code 471100 now', `open the garage with code ${REDACTED_PIN} now`],
    ['the number is 1 2 3 4 for the door', `the number is ${REDACTED_PIN} for the door`],
    ['disarm the alarm twelve thirty four', `disarm the alarm ${REDACTED_PIN}`],
  ])('%j', (text, kept) => expect(withoutPin(text)).toBe(kept));

  it.each([
    ['set a timer for twelve minutes and thirty four seconds'],
    ['what is 1500 plus 2300'],
    ['remind me in 2027 to renew the passport'],
    ['wake me at 6:30'],
    ['turn on the light'],
    ['set the heating to 21'],
    ['call room 101'],
    ['open the blinds to 50 percent'],
  ])('%j stays as it is', (text) => expect(withoutPin(text)).toBe(text));
});
