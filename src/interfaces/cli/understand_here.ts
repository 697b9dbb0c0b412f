import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { attached } from './attach.ts';
import { CliError } from './cli_error.ts';
import { colours } from './colours.ts';
import { EXIT } from './exit_code.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import { aside, json, line, width } from './output.ts';
import { clipped, onOneLine } from './terminal_text.ts';
import type { UnderstandOptions } from './understand.ts';
import { understandBatch } from './understand_batch.ts';
import { type Result, TrialHouse } from './understand_home.ts';

/** What stands before an input. */
const INDENT = 30;

/** Exit 0 where it could be tried, whether or not it was understood. */
export async function understandHere(text: string, options: UnderstandOptions): Promise<number> {
  const { home, batch, homes, act = false, area } = options;
  if (home !== undefined && !existsSync(home)) throw new CliError(`--home: ${home} does not exist.`, EXIT.noInput);
  if (batch !== undefined && text !== '') throw new CliError('Give a sentence or --batch, not both.');
  if (batch === undefined && text === '') throw new CliError('Give a sentence, or a file of them with --batch.');
  if (batch === undefined && homes !== undefined) throw new CliError('--homes goes with --batch.');
  if (batch !== undefined) return understandBatch(batch, options);
  const show = options.json ? json : (result: Result) => tell(result);
  if (home === undefined && !act) {
    show(await attached(options, (client) => meaningOf(client, text, area)));
    return EXIT.ok;
  }
  const house = new TrialHouse({ ...(home === undefined ? {} : { home: resolve(home) }), act, warn: aside });
  try {
    show(await house.tried(text, area));
    return EXIT.ok;
  } finally {
    await house.close();
  }
}

function tell({ tier, intent, slots, calls, ms, suggestion, unknown, choices, ...rest }: Result): void {
  if (intent === null) line(`Not understood${unknown === undefined ? '' : `: ${onOneLine(unknown)}`}`);
  else line(`${colours.bold(intent)}  ${onOneLine(slotsText(slots))}  ${colours.dim(`${tier}, ${ms} ms`)}`);
  if (suggestion !== undefined) line(`You could say: ${onOneLine(suggestion)}`);
  if (choices !== undefined) line(`It would ask which of these: ${onOneLine(choices.join(', '))}`);
  for (const { subject, input } of calls) line(`  → ${subject}  ${colours.dim(inputText(input))}`);
  for (const { subject, input } of rest.asked ?? [])
    line(`  ? ${subject}  ${colours.dim(inputText(input))} needed a yes`);
  for (const [entity, { state }] of Object.entries(rest.changes ?? {})) line(`  ${entity} is now ${onOneLine(state)}`);
  if (rest.reply !== undefined) line(onOneLine(rest.reply));
}

/** On one line; --json has all of it. */
function inputText(input: unknown): string {
  return clipped(onOneLine(JSON.stringify(input)), width() - INDENT);
}

function slotsText(slots: Meaning['slots']): string {
  return Object.entries(slots)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}
