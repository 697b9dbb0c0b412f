import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../../src/language/compile_files.ts';
import { readSentenceFile } from '../../../src/language/sentence_file.ts';
import { understand } from '../../../src/language/understand.ts';
import { house } from '../../language/house.ts';

const folder = new URL('../../../data/sentences/en/', import.meta.url);
const files = readdirSync(folder)
  .sort()
  .flatMap((name) => readSentenceFile(readFileSync(new URL(name, folder), 'utf8'), name).file ?? []);
const grammar = compileFiles(files, house);
const meant = (text: string) =>
  understand(grammar, text, { area: 'parlour' }).commands.map(({ intent, slots }) => [intent, slots]);

describe('sentences about mail', () => {
  test.each([
    ['do I have mail', 'List', { unread: true }],
    ['Any new mail?', 'List', { unread: true }],
    ['check my email', 'List', { unread: true }],
    ['how many unread e-mails do I have', 'List', { unread: true }],
    ["what's in my inbox", 'List', {}],
    ['do I have any unread emails from Ben Example?', 'List', { from: 'Ben Example' }],
    ['has anna emailed me', 'List', { from: 'anna' }],
    ['search my mail for invoice 42', 'Search', { topic: 'invoice 42' }],
    ['find the emails about the car', 'Search', { topic: 'the car' }],
    ['do I have any mail about the party', 'Search', { topic: 'the party' }],
    ['find all mails from Carla', 'Search', { from: 'Carla' }],
    ['read me the newest mail', 'Read', { newest: true }],
    ['what does that mail say', 'Read', { that: true }],
    ['read me the attachment', 'Read', { that: true, attached: true }],
    ['what is attached to the newest mail', 'Read', { newest: true, attached: true }],
    ['read the attachments of the mail from Anna', 'Read', { from: 'Anna', attached: true }],
    ['Read the latest email from Anna', 'Read', { from: 'Anna' }],
    ['what does the mail from Anna say', 'Read', { from: 'Anna' }],
    ['read the second mail', 'Read', { place: 2 }],
    ['read my unread mail', 'Read', { unread: true }],
    ['Summarise my unread mail', 'Summarise', { unread: true }],
    ['please summarize my emails from Carla', 'Summarise', { from: 'Carla' }],
    ['send a mail to anna@example.org saying I am late', 'Send', { to: 'anna@example.org', message: 'I am late' }],
    ['Send Anna and Ben an email saying that tea is ready', 'Send', { to: 'Anna and Ben', message: 'tea is ready' }],
    ['email the team saying the meeting is at 4', 'Send', { to: 'the team', message: 'the meeting is at 4' }],
    ['send a mail to Anna', 'Send', { to: 'Anna' }],
    ['write an email to anna that I am late', 'Compose', { to: 'anna', message: 'I am late' }],
    ['write an email to Anna about the party on Friday', 'Compose', { to: 'Anna', message: 'the party on Friday' }],
    ['draft an email to Ben about the plan', 'Compose', { to: 'Ben', message: 'the plan', draft: true }],
    ['reply saying thank you, see you at 5', 'Reply', { message: 'thank you, see you at 5' }],
    ['reply to that mail that I will come', 'Reply', { message: 'I will come' }],
    ['reply to Anna saying I will come', 'Reply', { from: 'Anna', message: 'I will come' }],
    ['answer the mail', 'Reply', {}],
    ['reply to the last mail saying yes', 'Reply', { newest: true, message: 'yes' }],
    ['check emails from jane doe', 'List', { from: 'jane doe' }],
    ['did I get any emails from Sam today', 'List', { from: 'Sam' }],
    ['did my mom send me an email', 'List', { from: 'my mom' }],
    ['are there any emails I haven’t read yet', 'List', { unread: true }],
    ['open my latest email', 'Read', { newest: true }],
    ['email James about the game', 'Compose', { to: 'James', message: 'the game' }],
    ['write an email about the weather to my wife', 'Compose', { to: 'my wife', message: 'the weather' }],
    [
      'send an email to mom subject weather body it rains',
      'Send',
      { to: 'mom', subject: 'weather', message: 'it rains' },
    ],
    ["reply to John's email saying I will be late", 'Reply', { from: 'John', message: 'I will be late' }],
    ["answer Jean's email", 'Reply', { from: 'Jean' }],
    ['delete that mail', 'Delete', {}],
    ['delete the newest mail', 'Delete', { newest: true }],
    ['delete the last mail from news@example.com', 'Delete', { from: 'news@example.com' }],
    ['mark all my mail as read', 'Mark', { all: true, as: 'read' }],
    ['mark that mail as important', 'Mark', { as: 'flagged' }],
    ['mark the mail from anna as read', 'Mark', { from: 'anna', as: 'read' }],
    ['what do I have to do according to my unread mail', 'Tasks', { unread: true }],
  ])('%s', (text, intent, slots) => {
    expect(meant(text)).toEqual([[`AgentosMail${intent}`, slots]]);
  });

  test('what is said in a mail is not done; what follows it as another command is', () => {
    expect(meant('send a mail to Ben saying come and bring cake')).toEqual([
      ['AgentosMailSend', { to: 'Ben', message: 'come and bring cake' }],
    ]);
    expect(meant('email Ben saying turn off the lights')).toEqual([
      ['AgentosMailSend', { to: 'Ben', message: 'turn off the lights' }],
    ]);
    expect(meant('send a mail to Ben saying I come, and turn off the lights').map(([intent]) => intent)).toEqual([
      'AgentosMailSend',
      'HassTurnOff',
    ]);
  });

  test.each([
    ['remind me to mail the letter', 'AgentosReminderSet'],
    ['add mail to my shopping list', 'HassShoppingListAddItem'],
    ['remember that the mail comes at noon', 'AgentosRemember'],
    ['mark milk as read', undefined],
    ['send the vacuum home', undefined],
    ['write a poem about mail', undefined],
  ])('%s is not about mail', (text, intent) => {
    const [first] = meant(text);
    if (intent !== undefined) expect(first?.[0]).toBe(intent);
    expect(String(first?.[0])).not.toMatch(/Mail/);
  });
});
