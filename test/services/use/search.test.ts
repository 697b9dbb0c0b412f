import { expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import finder from '../../../src/services/use/finder/agent.ts';
import search from '../../../src/services/use/search/agent.ts';
import { drive, type MadeCall } from '../drive.ts';

const NOW = { epochMs: 0, zone: 'UTC', year: 2026, month: 11, day: 23, weekday: 1, hour: 9, minute: 5, second: 0 };
const turn = (thread: string, turnOf: number, said: string) => ({
  ...{ thread, turn: turnOf, at: 5, client: 'cli', interface: 'cli', channel: 'owner', mine: true, withheld: false },
  ...{ said, reply: `about ${said}`, taint: [] },
});
const file = { path: '/d/boat.txt', kind: 'file', bytes: 3, at: 4, line: 'paint the boat' };
const mail = {
  ...{ id: 'm1', account: 'a', folder: 'inbox', to: [], cc: [], reply_to: [], subject: 'Your boat', at: 3 },
  ...{
    from: { address: 'anna@example.org' },
    unread: false,
    flagged: false,
    answered: false,
    bytes: 1,
    attachments: [],
  },
};

function answered({ subject }: MadeCall): unknown {
  switch (subject) {
    case 'need.memory.search':
      return { memories: [{ id: 'k', text: 'the boat is blue', at: 1 }] };
    case 'need.email.search':
      return { mails: [mail], found: 1, failed: [] };
    case 'need.file.find':
      return { files: [file], more: false };
    case 'need.history.find':
      return { turns: [turn('thread', 1, 'this very one'), turn('old', 2, 'the boat')], more: false };
    case 'need.clock.now':
      return NOW;
    default:
      throw new Fault('UNIMPLEMENTED', `nobody provides ${subject}`);
  }
}

test('all places are asked side by side, and each thing says where it is from', () => {
  const { value, calls } = drive(search, { about: 'the boat' }, answered);
  expect(value).toEqual({
    found: [
      { source: 'memory', text: 'the boat is blue', at: 1, id: 'k' },
      { source: 'mail', text: 'Your boat, from anna@example.org', at: 3, id: 'm1' },
      { source: 'files', text: '/d/boat.txt: paint the boat', at: 4, id: '/d/boat.txt' },
      { source: 'earlier talk', text: 'the boat – about the boat', at: 5, id: 'old' },
    ],
    missed: [],
  });
  expect(calls.map(({ subject }) => subject)).toEqual([
    'need.clock.now',
    'need.memory.search',
    'need.calendar.find',
    'need.email.search',
    'need.file.find',
    'need.history.find',
  ]);
});

test('what is not set up is not missed; what does not answer, or may not be told, is', () => {
  const codes: { [subject: string]: 'UNIMPLEMENTED' | 'UNAVAILABLE' | 'PERMISSION_DENIED' | 'FAILED_PRECONDITION' } = {
    'need.memory.search': 'PERMISSION_DENIED',
    'need.email.search': 'UNAVAILABLE',
    'need.file.find': 'FAILED_PRECONDITION',
  };
  const { value } = drive(search, { about: 'boat' }, (call) => {
    const code = codes[call.subject];
    if (code !== undefined) throw new Fault(code, 'no');
    return answered(call);
  });
  expect(value).toMatchObject({ found: [{ source: 'earlier talk' }], missed: ['memory', 'mail'] });
});

test('it is said with its sources; by voice only what is said aloud anyway is looked through', () => {
  const found = [
    { source: 'memory', text: 'the boat is blue.' },
    { source: 'files', text: '/d/boat.txt: paint it' },
  ];
  const ask = (from: string, answer: unknown) =>
    drive(finder, { intent: 'AgentosSearch', slots: { topic: 'the boat?' }, targets: [], text: 'x' }, () => answer, {
      origin: { client: 'c', interface: from },
    });
  expect(ask('cli', { found, missed: ['mail'] }).value).toEqual({
    text: 'You told me: the boat is blue. In your files: /d/boat.txt: paint it. I could not look in your mail.',
    outcome: 'done',
  });
  expect(ask('cli', { found: [], missed: [] }).value).toMatchObject({ text: 'I find nothing about the boat.' });
  const { value, calls } = ask('voice', { found: [], missed: [] });
  expect(value).toMatchObject({ text: expect.stringContaining('where you type it') });
  expect(calls[0]?.input).toMatchObject({ sources: ['memory', 'earlier talk'] });
});
