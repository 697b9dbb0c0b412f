import { Command } from 'commander';

export interface ParseOptions {
  readonly type?: string;
  readonly now?: string;
  readonly zone?: string;
  readonly batch?: string;
  readonly json?: boolean;
}

const HELP = `
It needs no daemon. Types: number, ordinal, duration, instant, interval, recurrence, percent, temperature, colour, quantity.
A text that says something else, or leaves words over, is refused: "refused" says why, "left" has the words. Without half of the
day ("at three") the next one is meant, and "or" has the other.
Durations are in seconds; instants and intervals are ISO 8601 with offset and a "grain"; recurrences are an iCalendar rule and a "time".
--batch reads lines {"text","type","now"?,"zone"?} and prints one line for each, in the same order; one that is wrong has an "error"
that names its line, the others go on, and the exit code is 65.

Examples:
  agentos parse --type duration "an hour and a half"
  agentos parse --type instant "quarter to eight tomorrow evening" --zone Europe/Berlin --json
  agentos parse --type recurrence "every other weekday at half past six"
  agentos parse --batch lines.jsonl --now 2026-11-24T10:00:00+01:00`;

export function parseCommand(): Command {
  return new Command()
    .argument('[text...]', 'what was said; none with --batch')
    .option('--type <type>', 'What it should be.')
    .option('--now <iso>', 'When it is said, as 2026-11-24T10:00:00+01:00; now where absent.')
    .option(
      '--zone <iana>',
      'Where it is said, as Europe/Berlin; else the offset of --now, else the zone of your settings.',
    )
    .option('--batch <file>', 'Texts, one JSON object per line; "-" for the standard input.')
    .option('--json', 'Prints one object per line.')
    .addHelpText('after', HELP)
    .action(async (words: string[], options: ParseOptions) => {
      const { parseHere } = await import('./parse_here.ts');
      process.exitCode = await parseHere(words.join(' '), options);
    });
}
