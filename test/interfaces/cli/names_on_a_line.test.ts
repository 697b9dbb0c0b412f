import { expect, test } from 'vitest';
import { deviceLine } from '../../../src/interfaces/cli/devices.ts';
import { watchLine } from '../../../src/interfaces/cli/watch_here.ts';

// Names come from houses and folders; none may begin a line of its own or act on the terminal.

/** Colours are the command's own; everything else that acts on a terminal is not. */
const plain = (text: string): string =>
  text
    .split('\u001b[')
    .map((part, at) => (at === 0 ? part : part.replace(/^\d+m/, '')))
    .join('');
const ACTS = /[\p{Cc}\u202e]/u;

test('a device is one line', () => {
  const line = deviceLine({
    id: 'light.a\nlight.b\u001b[2J',
    name: 'A\nB\u202e',
    aliases: [],
    state: 'on\n',
    attributes: {},
  });
  expect(plain(line)).not.toMatch(ACTS);
  expect(plain(line)).toContain('light.a light.b\\u{1b}[2J');
});

test('what a watch tells is one line, but for an answer, whose lines are set in', () => {
  const lines = [
    watchLine({ type: 'ready', rules: ['a\nb'] }),
    watchLine({ type: 'following', rule: 'r', folder: '/in\n/other\u009b', known: 1 }),
    watchLine({ type: 'utterance', rule: 'r', path: 'a\nb.txt', event: 'added', text: 'say\nthis' }),
  ];
  for (const line of lines) expect(plain(line)).not.toMatch(ACTS);
  const end = watchLine({
    type: 'end',
    rule: 'r',
    path: 'a',
    text: 'one\ntwo',
    status: 'complete',
    acted: false,
    reply: 'file',
    file: '/out\n/else',
  });
  expect(plain(end)).toBe('  one\n  two → /out /else');
});
