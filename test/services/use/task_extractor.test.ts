import { describe, expect, test } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import taskExtractor from '../../../src/services/use/task_extractor/agent.ts';
import { extractTasks } from '../../../src/services/use/task_extractor/extract_tasks.ts';
import { drive, type MadeCall } from '../drive.ts';

/** Monday, November 23rd, 2026, ten in the morning. */
const NOW = {
  ...{ epochMs: Date.UTC(2026, 10, 23, 10), zone: 'UTC', year: 2026, month: 11, day: 23, weekday: 1 },
  ...{ hour: 10, minute: 0, second: 0 },
};

describe('tasks in a text', () => {
  test.each<[string, object[]]>([
    ['Please send the plan by Friday.', [{ text: 'Send the plan', due: '2026-11-27', due_said: 'by Friday' }]],
    [
      'Could you please call the plumber tomorrow at 9?',
      [{ text: 'Call the plumber', due: '2026-11-24T09:00:00', due_said: 'tomorrow at 9' }],
    ],
    [
      'By Wednesday, please review my draft.',
      [{ text: 'Review my draft', due: '2026-11-25', due_said: 'By Wednesday' }],
    ],
    ["Don't forget to water the plants.", [{ text: 'Water the plants' }]],
    [
      'You need to sign the form before December 3rd.',
      [{ text: 'Sign the form', due: '2026-12-03', due_said: 'before December 3rd' }],
    ],
    ['Anna, please book the room for the meeting.', [{ text: 'Book the room for the meeting', who: 'Anna' }]],
    [
      'Ben will prepare the slides by end of day.',
      [{ text: 'Prepare the slides', due: '2026-11-23', due_said: 'by end of day', who: 'Ben' }],
    ],
    ['TODO: renew the passport', [{ text: 'Renew the passport' }]],
    [
      'Pay the invoice until 1 December.',
      [{ text: 'Pay the invoice', due: '2026-12-01', due_said: 'until 1 December' }],
    ],
    ['Send it asap, please.', [{ text: 'Send it', due_said: 'asap' }]],
    ['Please pay by last Friday.', [{ text: 'Pay by last Friday' }]],
  ])('%s', (text, tasks) => {
    expect(extractTasks(text, NOW)).toEqual(tasks);
  });

  test.each([
    'The weather is nice today.',
    'Hello Anna, I hope you are well.',
    'Thank you for the flowers!',
    'Please note that the office is closed on Friday.',
    'I have sent the plan on Monday.',
    'Can you be more precise?',
    'Call quality was bad.',
    'See you on Friday at 5.',
    '',
  ])('there is none in: %s', (text) => {
    expect(extractTasks(text, NOW)).toEqual([]);
  });

  test('of a whole mail: lists, lines that are broken, no quotes and no signature', () => {
    const mail = [
      'Hi Anna,',
      '',
      'thanks for today. As discussed, could you',
      'write to the landlord by Thursday?',
      'Also:',
      '- buy milk',
      '- 3 people will come',
      '* book a table for tomorrow',
      '2. Check the heating',
      '',
      '> Please ignore this',
      'Best, Ben',
      '--',
      'Please consider the environment before printing',
    ].join('\n');
    expect(extractTasks(mail, NOW).map(({ text, due }) => [text, due])).toEqual([
      ['Write to the landlord', '2026-11-26'],
      ['Buy milk', undefined],
      ['Book a table', '2026-11-24'],
      ['Check the heating', undefined],
    ]);
  });

  test('a text made to take long does not', () => {
    for (const text of [
      'please '.repeat(7_000),
      'by '.repeat(15_000),
      `${'a'.repeat(40_000)}?`,
      '- '.repeat(20_000),
      'could you '.repeat(5_000),
    ])
      extractTasks(text.slice(0, 50_000), NOW);
  });
});

describe('use.task_extractor', () => {
  const answering =
    (shape: () => unknown) =>
    ({ subject, input }: MadeCall): unknown => {
      if (subject === 'need.clock.now') return NOW;
      if (subject === 'need.llm.shape') return shape();
      if (subject === 'need.email.read') return { mails: [MAIL], found: 1, gone: [], failed: [] };
      throw new Error(`${subject} ${JSON.stringify(input)}`);
    };
  const usage = { input_tokens: 1, output_tokens: 1 };

  test('asks a model, and reckons the day itself', () => {
    const value = { tasks: [{ text: 'Send the plan', when: 'by Friday', who: null }] };
    const { value: told, calls } = drive(
      taskExtractor,
      { text: 'The plan, Friday latest.' },
      answering(() => ({ model: 'm', usage, value })),
    );
    expect(told).toEqual({ tasks: [{ text: 'Send the plan', due: '2026-11-27', due_said: 'by Friday' }], model: 'm' });
    expect(calls.map(({ subject }) => subject)).toEqual(['need.clock.now', 'need.llm.shape']);
  });

  test.each([
    [
      'there is no model',
      () => {
        throw new Fault('UNIMPLEMENTED', 'no model');
      },
    ],
    ['it answers nonsense', () => ({ model: 'm', usage, value: { tasks: [{ text: 7 }] } })],
  ])('goes by its rules where %s', (_what, shape) => {
    expect(drive(taskExtractor, { mail: 'x' }, answering(shape)).value).toEqual({ tasks: [{ text: 'Buy milk' }] });
  });
});

const MAIL = {
  ...{ id: 'x', account: 'home', folder: 'INBOX', to: [], cc: [], reply_to: [], subject: 'Shopping', at: 0 },
  ...{ unread: true, flagged: false, answered: false, bytes: 1, attachments: [], text: 'Please buy milk.', cut: false },
};
