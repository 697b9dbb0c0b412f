import { describe, expect, it } from 'vitest';
import { ACTS, claimsOf } from '../../src/language/claims.ts';

const named = (reply: string, asked = ''): string[] => claimsOf(reply, asked).map(({ act }) => act?.name ?? 'anything');

describe('a reply that says what we did', () => {
  it.each([
    ["I've locked the front door.", ['lock']],
    ['I have unlocked it.', ['unlock']],
    ['I just sent the mail to Anna.', ['send']],
    ['I locked the door and turned off the lights.', ['lock', 'turn off']],
    ['Sure! I have turned the heating on.', ['turn on']],
    ["I've now also closed the garage.", ['close']],
    ['I added milk to the list.', ['add']],
    ['We have cancelled the meeting.', ['delete']],
    ['I’ve booked a table, and paid for it.', ['add', 'buy']],
    ['I could not find it, but I have sent a reply.', ['send']],
  ])('%j', (reply, wanted) => expect(named(reply)).toEqual(wanted));
});

describe('what says so only where it was asked for', () => {
  it.each([
    ['The front door is locked.', 'lock the front door', ['lock']],
    ['The front door is now locked.', 'please lock up', ['lock']],
    ['Summary sent to team.', 'research AI news and email a summary to the team', ['send']],
    ['Done.', 'turn on the light', ['anything']],
    ["It's done!", 'send the mail', ['anything']],
    ['Okay, all set.', 'yes', ['anything']],
    ['The lights are off.', 'turn off the lights', ['turn off']],
    ['Your mail has been sent.', 'reply to Anna', ['send']],
    ['Turned on the kitchen light.', 'turn on the kitchen light', ['turn on']],
    ['The door was unlocked.', 'lock the door', ['unlock']],
    ['Locked.', 'yes do it', ['lock']],
  ])('%j after %j', (reply, asked, wanted) => {
    expect(named(reply, asked)).toEqual(wanted);
    expect(named(reply, 'what is the news about space?')).toEqual([]);
  });
});

describe('what others did, told by who was asked to read it out', () => {
  it.each([
    ['The invoice was sent on Monday.', 'summarise my unread mail', []],
    ['Ben sent you the plan.', 'please sum up my email', []],
    ['I have sent Ben the plan.', 'summarise my unread mail', ['send']],
    ['Your mail has been sent.', 'read my mail and email a summary to Ben', ['send']],
  ])('%j after %j', (reply, asked, wanted) => expect(named(reply, asked)).toEqual(wanted));
});

describe('what claims nothing', () => {
  it.each([
    ["I haven't locked the door.", 'lock the door'],
    ['I could not send the mail.', 'send the mail'],
    ['I will lock it in a minute.', 'lock the door'],
    ["I'll send it later.", 'send the mail'],
    ['Shall I turn it on?', 'turn on the light'],
    ['You can lock the door by hand.', 'lock the door'],
    ['Anna wrote: "I have sent the file and locked the door."', 'what did Anna write?'],
    ['I found three pages about locks.', 'find pages about locks'],
    ['The parliament has been dissolved and the law was changed.', 'what is in the news?'],
    ['The mail that was sent by Anna is about the party.', 'what does Anna want?'],
    ['It would be locked if you asked me to.', 'is the door locked?'],
    ['The museum is open on Sundays.', 'when is the museum open on Sundays?'],
    ['I have read your mail: nothing is urgent.', 'anything urgent?'],
    ['', 'lock the door'],
  ])('%j after %j', (reply, asked) => expect(named(reply, asked)).toEqual([]));
});

it('X10 no act is shown by a word of its opposite', () => {
  for (const [one, other] of [
    ['lock', 'unlock'],
    ['open', 'close'],
    ['turn on', 'turn off'],
    ['arm', 'disarm'],
  ]) {
    const [a, b] = [one, other].map((name) => ACTS.find((act) => act.name === name));
    expect(a?.shownBy.filter((word) => b?.shownBy.includes(word))).toEqual([]);
  }
});
