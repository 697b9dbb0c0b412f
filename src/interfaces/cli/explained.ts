import { z } from 'zod';
import type { Client } from '../client/api.ts';
import { colours } from './colours.ts';
import { line, width } from './output.ts';
import { clipped, onOneLine } from './terminal_text.ts';

const words = z.object({ said: z.string(), slot: z.string(), value: z.unknown() });
const runnerUp = z.object({
  template: z.string(),
  intent: z.string(),
  slots: z.record(z.string(), z.unknown()),
  lost: z.string(),
});
const clause = z.object({
  text: z.string(),
  intent: z.string(),
  template: z.string(),
  words: z.array(words),
  fromPlace: z.array(z.string()),
  fixed: z.array(z.string()),
  runnersUp: z.array(runnerUp),
});
const explained = z.object({ notes: z.array(z.string()).default([]), clauses: z.array(clause) });
export type Explained = z.infer<typeof explained>;

/** How the daemon's grammar reads a sentence. Only reads. */
export async function explanationOf(client: Client, text: string, area: string | undefined): Promise<Explained> {
  return explained.parse(
    await client.call('need.understand.explain', { text, ...(area === undefined ? {} : { area }) }),
  );
}

/** What the reading that was taken has before another one. */
const LOST: Readonly<Record<string, string>> = {
  'own sentence': 'the one taken is a sentence of yours',
  'fewer free words': 'it leaves more words free',
  'a longer name': 'the one taken names a device by more words',
  'more words of its own': 'it has fewer words of its own',
  'more conditions': 'it asks less of where or what it is',
  order: 'both fit alike, and it comes later in the files',
};

/** For the terminal. */
export function tellExplained({ notes, clauses }: Explained): void {
  for (const note of notes) line(`  ${onOneLine(note)}`);
  for (const { text, intent, template, words, fromPlace, fixed, runnersUp } of clauses) {
    line();
    line(`${colours.dim('said')}      ${onOneLine(text)}`);
    line(`${colours.dim('template')}  ${shown(template)}`);
    for (const { said, slot, value } of words)
      line(`          ${onOneLine(said)} → ${slot} ${shown(JSON.stringify(value))}`);
    if (fromPlace.length > 0) line(`          ${fromPlace.join(', ')}: from where it was said`);
    if (fixed.length > 0) line(`          ${fixed.join(', ')}: from the template`);
    if (runnersUp.length > 0) line(`${colours.dim('lost')}      ${intent} was taken before:`);
    for (const other of runnersUp) {
      line(`          ${other.intent} ${shown(JSON.stringify(other.slots))}`);
      line(`          ${colours.dim(`${shown(other.template)}: ${LOST[other.lost] ?? other.lost}`)}`);
    }
  }
}

function shown(text: string): string {
  return clipped(onOneLine(text), width() - 12);
}
