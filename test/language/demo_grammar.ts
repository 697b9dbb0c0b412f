import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { compileFiles } from '../../src/language/compile_files.ts';
import type { Grammar } from '../../src/language/grammar.ts';
import { jsonValue } from '../../src/language/json_value.ts';
import { readSentenceFile } from '../../src/language/sentence_file.ts';

const root = new URL('../../', import.meta.url);
const named = { id: z.string(), name: z.string(), aliases: z.array(z.string()).default([]) };
const homeFile = z.object({
  language: z.string(),
  floors: z.array(z.object(named)),
  areas: z.array(z.object({ ...named, floor: z.string() })),
  people: z.array(z.object({ ...named, state: z.string() })),
  entities: z.array(
    z.object({
      ...named,
      area: z.string().exactOptional(),
      state: z.coerce.string(),
      attributes: z.record(z.string(), jsonValue).default({}),
    }),
  ),
});

/** The sentences that ship, for the demo home; `rename` calls its things otherwise. */
export function demoGrammar(rename: (yaml: string) => string = (yaml) => yaml): Grammar {
  const folder = new URL('data/sentences/en/', root);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => readSentenceFile(readFileSync(new URL(name, folder), 'utf8'), name).file ?? []);
  const yaml = readFileSync(new URL('data/homes/demo.yaml', root), 'utf8');
  return compileFiles(files, homeFile.parse(parse(rename(yaml))));
}

/** Other names for what tests speak of, in the home and in what is said. */
const OTHER: readonly (readonly [string, string])[] = [
  ['Kitchen', 'Scullery'],
  ['Bedroom', 'Nook'],
  ['Bathroom', 'Washroom'],
  ['Porch', 'Gable'],
  ['Ada', 'Ylva'],
  ['Awning', 'Parasol'],
];

export function renamed(text: string): string {
  let result = text;
  for (const [from, to] of OTHER) {
    const pattern = new RegExp(`(?<![\\w.])${from}(?![\\w.])`, 'giu');
    result = result.replace(pattern, (said) => (said === said.toLowerCase() ? to.toLowerCase() : to));
  }
  return result;
}
