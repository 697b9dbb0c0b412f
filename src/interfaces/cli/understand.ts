import { Command } from 'commander';
import { socketOption } from './attach.ts';

export interface UnderstandOptions {
  readonly home?: string;
  readonly area?: string;
  readonly batch?: string;
  readonly homes?: string;
  readonly act?: boolean;
  readonly explain?: boolean;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
It asks the running daemon; with --home, --batch or --act it starts one for itself, which leaves nothing behind.
--batch reads lines {"text","home"?,"area"?,"setup"?}; "home" is a name in --homes, "setup" a map from device to
{"state","attributes"} before. It prints one line for each, in the same order; one that cannot be tried
has an "error" that names its line, the others go on, and the exit code is 65.
--act also carries it out (never in your own home): every confirmation is given, and listed under "asked".

Examples:
  agentos understand "dim the kitchen to 30 percent and close the blinds"
  agentos understand --explain "turn off the kitchen light"
  agentos understand "open the garage" --home house.yaml --act --json
  agentos understand --batch lines.jsonl --homes homes.json`;

export function understandCommand(): Command {
  return new Command()
    .argument('[text...]', 'a sentence; none with --batch')
    .option('--home <file>', 'A home file (YAML or JSON) in place of the home of the daemon.')
    .option('--area <name>', 'Where in the house it is said.')
    .option('--batch <file>', 'Sentences, one JSON object per line; "-" for the standard input.')
    .option('--homes <file>', 'Homes by name (YAML or JSON), for --batch.')
    .option('--act', 'Also carries it out, in a home of its own.')
    .option('--explain', 'Shows how it was read: the template, what each word became, and what lost.')
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action(async (words: string[], options: UnderstandOptions) => {
      const { understandHere } = await import('./understand_here.ts');
      process.exitCode = await understandHere(words.join(' '), options);
    });
}
