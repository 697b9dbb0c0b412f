import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readRows } from './data_folder.ts';
import { type Outcome, resultOf, type SetResult } from './outcome.ts';
import { publicHome, toHome } from './public_home.ts';
import { type Houses, told } from './sentences.ts';
import { ALSO_SERVED, HOME_INTENTS, OFFICE_INTENTS } from './served_intents.ts';

/** Names that the people in the sets call their assistant by. */
const WAKE_WORDS = [
  ...['hey olly', 'olly', 'hey alexa', 'alexa', 'hey siri', 'siri', 'ok google', 'okay google', 'hey google', 'google'],
  ...['assistant', 'hey', 'pda'],
];
const SETS = ['slurp', 'hwu64'];
const utterance = z.looseObject({ text: z.string(), intent: z.string() });

/**
 * What our sentences make of utterances that people gave to assistants, in the demo home: those that a home can carry out, by their intent,
 * and how many of the others are taken for a command.
 */
export function measureUtterances(
  folder: string,
  root: string,
  houses: Houses,
  seed: number,
): { results: SetResult[]; absent: string[] } {
  const home = toHome(publicHome.parse(parse(readFileSync(join(root, 'data/homes/demo.yaml'), 'utf8'))));
  const results: SetResult[] = [];
  const absent: string[] = [];
  for (const name of SETS) {
    const rows = readRows(folder, name, utterance);
    if (rows === undefined) {
      absent.push(name);
      continue;
    }
    const groups = { home: [] as Outcome[], office: [] as Outcome[], others: [] as Outcome[] };
    for (const { text, intent } of rows) {
      const { meant, ms } = houses.understand(home, text, { area: 'living_room', wakeWords: WAKE_WORDS });
      // A command for later is what is to be done then.
      const found = meant.commands.flatMap(({ intent, slots }) => {
        const later = slots.conversation_command;
        if (typeof later !== 'string') return [intent];
        return houses.understand(home, later, { area: 'living_room' }).meant.commands.map((command) => command.intent);
      });
      const serving = HOME_INTENTS[intent] ?? OFFICE_INTENTS[intent];
      const wanted = serving ?? ALSO_SERVED[intent] ?? [];
      const isServed = found.every((one) => wanted.includes(one));
      const verdict =
        serving === undefined
          ? isServed
            ? 'right'
            : 'accepted'
          : found.length === 0
            ? 'refused'
            : isServed
              ? 'right'
              : 'wrong';
      const group = intent in HOME_INTENTS ? groups.home : intent in OFFICE_INTENTS ? groups.office : groups.others;
      group.push({ text, verdict, ms, wanted: intent, got: told(meant) });
    }
    results.push(
      resultOf(`${name}: home`, groups.home, seed, '80 %'),
      resultOf(`${name}: calendar and mail`, groups.office, seed),
      resultOf(`${name}: everything else`, groups.others, seed, '99.5 %'),
    );
  }
  return { results, absent };
}
