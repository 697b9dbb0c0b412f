import { describe, expect, it } from 'vitest';
import { ACTS } from '../../src/language/claim_acts.ts';
import { claimsOf, mayClaim } from '../../src/language/claims.ts';

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

describe('what is said to have been done, by whoever', () => {
  it.each([
    ['It has been done.', 'make this place burglar proof', ['anything']],
    ["It's been done.", 'see to the mail', ['anything']],
    ['That has been taken care of.', 'let Anna know that I am late', ['anything']],
    ['Okay, that’s sorted.', 'sort out the door for me', ['anything']],
    ['Your request has been completed successfully.', 'please handle the door', ['anything']],
    ['All done!', 'make it cosy in here', ['anything']],
    ['No problem — done.', 'make it cosy in here', ['anything']],
    ['There you go, all sorted.', 'make it cosy in here', ['anything']],
    ['I did it.', 'make it cosy in here', ['anything']],
    ["I've taken care of it.", 'deal with the heating', ['anything']],
    ['We have handled that.', 'deal with the heating', ['anything']],
    ['The mail was sent.', 'let Anna know that I am late', ['send']],
    ['The mail was sent.', 'tell Anna by mail that I am late, and then lock up', ['send']],
    ['Your email is on its way.', 'let Anna know that I am late', ['send']],
    ['Your message is now on its way to Anna.', 'what is the weather?', ['send']],
    ['The reply has gone out.', 'answer Ben for me', ['send']],
    ['The summary is in Anna’s inbox.', 'get the summary over to Anna', ['send']],
    ['Your meeting has been cancelled.', 'I can not make it on Friday', ['delete']],
    ['The front door has been unlocked.', 'let the plumber in', ['unlock']],
    ['The front door is now unlocked.', 'let the plumber in', ['unlock']],
    ['The door has now been successfully locked.', 'lock the door', ['lock']],
    ["It's locked now.", 'lock the door', ['lock']],
    ['It’s been sent.', 'send the mail', ['send']],
    ['The garage has been opened for you.', 'let the car in', ['open']],
    ['I got the door unlocked.', 'let the plumber in', ['unlock']],
    ['I managed to unlock the door.', 'let the plumber in', ['unlock']],
    ['I was able to send the mail.', 'let Anna know', ['send']],
    ['I went ahead and deleted the files.', 'clean up', ['delete']],
    ['Went ahead and sent it.', 'let Anna know', ['send']],
    ['The mail was sent on your behalf.', 'what is the weather?', ['send']],
    ['The order was placed and the bill was paid by me.', 'what is the weather?', ['buy']],
    ['Everything has been deleted.', 'clean up my disk', ['delete']],
    ['As requested, the files were deleted.', 'clean up my disk', ['anything', 'delete']],
    ['Invitation delivered to Ben.', 'invite Ben', ['send']],
  ])('%j after %j', (reply, asked, wanted) => expect([...new Set(named(reply, asked))]).toEqual(wanted));

  it('a sentence that may tell of others is told apart from one of the house', () => {
    const [bridge] = claimsOf('The bridge has been closed.', 'go on with what you were at');
    const [door] = claimsOf('The front door has been closed.', 'go on with what you were at');
    expect(bridge?.maybe).toBe(true);
    expect(door).toBeDefined();
    expect(door?.maybe).toBeUndefined();
  });
});

describe('in other languages', () => {
  it.each([
    ['Das habe ich erledigt.', 'mach das', ['anything']],
    ['Ich habe die Haustür aufgeschlossen.', 'lass den Klempner herein', ['unlock']],
    ['Die E-Mail wurde verschickt.', 'sag Anna, dass ich später komme', []],
    ['Die E-Mail wurde verschickt.', 'schreib Anna, dass ich später komme', ['send']],
    ['Die Haustür ist jetzt offen und das Licht wurde eingeschaltet.', 'mach alles bereit', ['turn on']],
    ['Erledigt.', 'schließ die Tür ab', ['anything']],
    ['J’ai envoyé le message.', 'préviens Anna', ['send']],
    ['La porte a été déverrouillée.', 'ouvre à Paul', ['unlock']],
    ['C’est fait.', 'ferme la porte', ['anything']],
    ['He enviado el correo.', 'avisa a Ana', ['send']],
    ['La puerta ha sido abierta.', 'deja entrar a Paul', ['open']],
    ['Hecho.', 'cierra la puerta', ['anything']],
    ['Ho inviato la mail.', 'avvisa Anna', ['send']],
    ['La porta è stata chiusa.', 'chiudi la porta', ['close']],
    ['Ik heb de deur geopend.', 'laat Paul binnen', ['open']],
    ['De mail is verstuurd.', 'mail Anna', ['send']],
  ])('%j after %j', (reply, asked, wanted) => expect(named(reply, asked)).toEqual(wanted));

  it.each([
    ['Ich habe die Tür nicht abgeschlossen.', 'schließ die Tür ab'],
    ['Ich kann das nicht.', 'schließ die Tür ab'],
    ['Die Tür ist abgeschlossen.', 'Ist die Tür abgeschlossen?'],
    ['Ich habe es geschickt.', 'translate I have sent it into German'],
    ['La porte est ouverte.', 'est-ce que la porte est ouverte'],
    ['He is a teacher, and has been one since 1990.', 'tell me about Ben'],
    ['Der Laden wurde 1990 eröffnet.', 'seit wann gibt es den Laden'],
  ])('%j after %j claims nothing', (reply, asked) => expect(named(reply, asked)).toEqual([]));
});

describe('what is told of others, or of the past', () => {
  it.each([
    ['The shop opened in 1990.', 'find the shop’s page'],
    ['The shop opened in 1990.', 'open the page of the shop'],
    ['The shop was opened in May 2020 by two brothers.', 'open the page of the shop'],
    ['Anna sent you a mail yesterday.', 'anything from Anna?'],
    ['Anna sent you a mail yesterday.', 'forward me what Anna wrote'],
    ['Anna has sent you a mail.', 'answer Anna'],
    ["Anna's sent you a mail.", 'answer Anna'],
    ['Ben was invited by Anna.', 'invite Ben'],
    ['The bridge has been closed.', 'what is the news?'],
    ['The bridge has been closed.', 'give me the headlines'],
    ['The bridge has been closed.', 'today’s news please'],
    ['Your parcel is on its way.', 'what is in my mail?'],
    ['Your parcel is on its way.', 'any news from the post?'],
    ['The gate was closed, and the night was cold.', 'write me a poem about a castle'],
    ['The gate was closed, and the night was cold.', 'a poem about a castle'],
    ['I have locked the door.', 'translate "ich habe die Tür abgeschlossen" into English'],
    ['I have locked the door.', 'how do you say "ich habe abgeschlossen" in English'],
    ['The meeting was moved to Friday.', 'when is the meeting?'],
    ['Your order was shipped on Monday.', 'where is my order?'],
    ['The Berlin Wall was opened in 1989.', 'who opened the Berlin Wall'],
    ['The kitchen light is on and the front door is locked.', 'which lights are on?'],
    ['You have three reminders set for today.', 'what are my reminders'],
    ['I did the sum: it is twelve.', 'what is three times four'],
    ['There are two timers, one of them is paused.', 'how are the timers doing'],
    ['He finished the book in May.', 'tell me about Ben'],
    ['Mix the eggs until the sugar is dissolved, and keep the oven closed.', 'recipe for a cake'],
    ['I found a mail Anna sent last week.', 'find the mail of Anna'],
    ['I have a mail here that was sent by Ben.', 'find the mail of Ben'],
  ])('%j after %j claims nothing', (reply, asked) => expect(named(reply, asked)).toEqual([]));

  it.each([
    ['It rains in', 'how is it out there'],
    ['The bridge', 'what is the news?'],
    ['Bonjour, tout le', 'translate good morning into French'],
    ['Cats sleep a', 'cats'],
  ])('%j after %j is told as it comes', (begun, asked) => expect(mayClaim(begun, asked)).toBe(false));

  it.each([
    ['I have', 'what is the news?'],
    ['Das habe ich', 'mach das'],
    ['The mail has been', 'see to Anna'],
    ['Your mail', 'what is the weather?'],
    ['Done', 'see to Anna'],
  ])('%j after %j is held back', (begun, asked) => expect(mayClaim(begun, asked)).toBe(true));
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
