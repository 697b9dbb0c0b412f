import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../../src/language/compile_files.ts';
import { understand } from '../../../src/language/understand.ts';
import { parseHome } from '../../../src/services/need/device/home_file.ts';
import { readGood } from '../house.ts';
import { onDevices, others } from './intent_table.ts';

const parsed = parseHome(readFileSync('data/homes/demo.yaml', 'utf8'));
if (!parsed.ok) throw new Error('the demo home cannot be read');
const folder = 'data/sentences/en';
const grammar = compileFiles(
  readdirSync(folder).map((name) => readGood(readFileSync(`${folder}/${name}`, 'utf8'), name)),
  parsed.home,
);

describe('every intent of Home Assistant with each of its combinations of slots', () => {
  test('all 41 are there', () => {
    expect(new Set([...onDevices, ...others].map(({ intent }) => intent)).size).toBe(41);
  });

  test.each([...onDevices, ...others].map((row) => [row.intent, row.combination, row.text, row] as const))(
    '%s/%s: %s',
    (intent, _combination, text, { area, slots }) => {
      const { commands } = understand(grammar, text, area === undefined ? {} : { area });
      expect(commands.map((command) => command.intent)).toEqual([intent]);
      expect(Object.keys(commands[0]?.slots ?? {})).toEqual(expect.arrayContaining([...slots]));
    },
  );

  test.each(onDevices.map((row) => [row.text, row] as const))(
    '%s: is about something in the house',
    (text, { area }) => {
      const { commands, ambiguous } = understand(grammar, text, area === undefined ? {} : { area });
      expect(ambiguous).toBeUndefined();
      // A room that is to be cleaned has no cleaner of its own: all there are may do it.
      if (commands[0]?.intent !== 'HassVacuumCleanArea') expect(commands[0]?.targets).not.toEqual([]);
    },
  );
});
