import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { attached } from './attach.ts';
import { CliError } from './cli_error.ts';
import { colours } from './colours.ts';
import { EXIT } from './exit_code.ts';
import { explanationOf, tellExplained } from './explained.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import { aside, json, line, width } from './output.ts';
import { clipped, onOneLine } from './terminal_text.ts';
import type { UnderstandOptions } from './understand.ts';
import { understandBatch } from './understand_batch.ts';
import { type Result, TrialHouse } from './understand_home.ts';

/** What is less likely is not shown. */
const LEAST_THOUGHT = 0.1;
/** What stands before an input. */
const INDENT = 30;

/** Exit 0 where it could be tried, whether or not it was understood. */
export async function understandHere(text: string, options: UnderstandOptions): Promise<number> {
  const { home, batch, homes, act = false, area } = options;
  if (home !== undefined && !existsSync(home)) throw new CliError(`--home: ${home} does not exist.`, EXIT.noInput);
  if (batch !== undefined && text !== '') throw new CliError('Give a sentence or --batch, not both.');
  if (batch === undefined && text === '') throw new CliError('Give a sentence, or a file of them with --batch.');
  if (batch === undefined && homes !== undefined) throw new CliError('--homes goes with --batch.');
  const show = options.json ? json : (result: Result) => tell(result);
  if (options.explain === true && (home !== undefined || act || batch !== undefined))
    throw new CliError('--explain is about the home of the running daemon; leave out --home, --act and --batch.');
  if (batch !== undefined) return understandBatch(batch, options);
  if (home === undefined && !act) {
    const { meaning, explained } = await attached(options, async (client) => ({
      meaning: await meaningOf(client, text, area),
      explained: options.explain === true ? await explanationOf(client, text, area) : undefined,
    }));
    if (options.json === true) json({ ...meaning, ...explained });
    else {
      tell(meaning);
      if (explained !== undefined) tellExplained(explained);
    }
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

function tell({
  tier,
  intent,
  slots,
  calls,
  ms,
  suggestion,
  unknown,
  choices,
  thoughts,
  refused,
  ...rest
}: Result): void {
  if (intent === null) line(`Not understood${unknown === undefined ? '' : `: ${onOneLine(unknown)}`}`);
  else line(`${colours.bold(intent)}  ${onOneLine(slotsText(slots))}  ${colours.dim(`${tier}, ${ms} ms`)}`);
  for (const { intent: thought, chance } of tier === 'grammar'
    ? []
    : (thoughts ?? []).filter((one) => one.chance >= LEAST_THOUGHT))
    line(`  may be ${thought}  ${colours.dim(`${Math.round(chance * 100)} %`)}`);
  if (refused !== undefined) line(`  not done: ${onOneLine(refused)}`);
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
