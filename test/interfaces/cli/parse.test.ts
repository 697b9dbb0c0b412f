import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Command } from './command.ts';

const agentos = new Command({ TZ: 'Europe/Berlin' });
const folder = mkdtempSync(join(tmpdir(), 'agentos-parse-'));

afterAll(() => {
  agentos.remove();
  rmSync(folder, { recursive: true, force: true });
});

const parsed = async (...args: string[]): Promise<unknown> => {
  const { out } = await agentos.run(['parse', '--json', ...args]);
  return JSON.parse(out);
};

describe('agentos parse, with no daemon', () => {
  test('what was read, what was refused, and the words that are left over', async () => {
    expect(await parsed('--type', 'duration', 'an hour and a half')).toEqual({
      text: 'an hour and a half',
      type: 'duration',
      value: 5400,
      iso: 'PT1H30M',
      left: '',
    });
    expect(await parsed('--type', 'number', 'five apples')).toEqual({
      text: 'five apples',
      type: 'number',
      refused: 'It is not one number.',
      left: 'apples',
    });
  });

  test('a zone that is named, that of --now, and that of the machine', async () => {
    const text = 'tomorrow at noon';
    const at = '2026-11-24T10:00:00';
    expect(await parsed('--type', 'instant', '--now', `${at}-05:00`, text)).toMatchObject({
      value: '2026-11-25T12:00:00-05:00',
    });
    expect(await parsed('--type', 'instant', '--now', at, text)).toMatchObject({ value: '2026-11-25T12:00:00+01:00' });
    expect(await parsed('--type', 'instant', '--now', `${at}Z`, '--zone', 'Asia/Kolkata', text)).toMatchObject({
      value: '2026-11-25T12:00:00+05:30',
      grain: 'hour',
    });
  });

  test('a batch goes on behind lines that are wrong, and says which they are', async () => {
    const file = join(folder, 'rows.jsonl');
    const rows = [
      { text: 'half', type: 'percent' },
      { text: 'half', type: 'share' },
      'no row',
      { text: 'at three', type: 'instant', now: 'soon' },
      { text: 'at three', type: 'instant', now: '2026-11-24T10:00:00', zone: 'Mars/One' },
      { text: 'every day at 7 pm', type: 'recurrence' },
    ];
    writeFileSync(file, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
    const { code, out } = await agentos.run(['parse', '--batch', file]);
    const lines: unknown[] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { value: 50 },
      { text: 'half', error: expect.stringContaining('line 2: "type": "share" is none of number,') },
      { error: expect.stringContaining('line 3: it is not an object as') },
      { error: expect.stringContaining('line 4: "now": "soon" is not a date and time') },
      { error: expect.stringContaining('line 5: "zone": "Mars/One" is not an IANA time zone') },
      { value: 'FREQ=DAILY', time: '19:00:00' },
    ]);
    expect(code).toBe(65);
  });

  test.each([
    [['parse', 'five'], 'Say with --type what it should be'],
    [['parse', '--type', 'share', 'five'], '--type: "share" is none of number'],
    [['parse', '--type', 'number'], 'Give a text, or a file of them with --batch.'],
    [['parse', '--type', 'instant', '--zone', 'Mars/One', 'noon'], '--zone: "Mars/One" is not an IANA time zone'],
    [['parse', '--type', 'instant', '--now', 'soon', 'noon'], '--now: "soon" is not a date and time in ISO 8601'],
  ])('%j is told what to do', async (args, said) => {
    const { code, err } = await agentos.run(args);
    expect(err).toContain(said);
    expect(code).toBe(64);
  });

  test('without --json one line for people', async () => {
    const { out } = await agentos.run(['parse', '--type', 'percent', 'twenty to thirty percent']);
    expect(out).toBe('{"from":20,"to":30}\n');
  });
});
