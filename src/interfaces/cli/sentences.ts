import { Command } from 'commander';
import { socketOption } from './attach.ts';
import type { TaughtOptions } from './sentences_taught.ts';

export interface ImportOptions {
  readonly language?: string;
  readonly to?: string;
}

const HELP = `
It takes the sentence files of Home Assistant's community as they are: its folder for a language, or one above it with
--language. They become one file in your own folder of sentences, which a running daemon takes up within seconds; an
import of the same language takes the place of the one before. What cannot be read is named with its line and left out.

Examples:
  agentos sentences import intents/sentences/de
  agentos sentences import intents --language fr`;

export function sentencesCommand(): Command {
  const command = new Command().addHelpText(
    'after',
    '\nExamples:\n  agentos sentences teach "movie time" "turn off the living room lights"\n  agentos sentences list',
  );
  command
    .command('import')
    .description('Take in a folder of sentence files that others wrote.')
    .argument('<folder>', 'a folder of sentence files (YAML), with those below it')
    .option('--language <code>', 'Their language, as in de; the one that the files say where absent.')
    .option('--to <folder>', 'Your folder of sentences; `sentences` beside the settings file where absent.')
    .addHelpText('after', HELP)
    .action(async (folder: string, options: ImportOptions) => {
      const { importSentences } = await import('./sentences_import.ts');
      process.exitCode = await importSentences(folder, options);
    });
  command
    .command('teach')
    .description('Teach a sentence of your own: what it means, in words that are understood already.')
    .argument('<sentence>', 'what you want to say')
    .argument('<meaning>', 'what it shall do, as you would say it now')
    .addOption(socketOption())
    .addHelpText('after', '\nExample:\n  agentos sentences teach "movie time" "turn off the living room lights"')
    .action(async (said: string, means: string, options: TaughtOptions) => {
      const { teachSentence } = await import('./sentences_taught.ts');
      process.exitCode = await teachSentence(said, means, options);
    });
  command
    .command('list')
    .description('List the sentences and names that you taught.')
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', '\nExample:\n  agentos sentences list --json')
    .action(async (options: TaughtOptions) => {
      const { listTaught } = await import('./sentences_taught.ts');
      process.exitCode = await listTaught(options);
    });
  command
    .command('forget')
    .description('Forget a sentence or a name that you taught.')
    .argument('<sentence>', 'the sentence, or the name')
    .addOption(socketOption())
    .addHelpText('after', '\nExample:\n  agentos sentences forget "movie time"')
    .action(async (said: string, options: TaughtOptions) => {
      const { forgetSentence } = await import('./sentences_taught.ts');
      process.exitCode = await forgetSentence(said, options);
    });
  return command;
}
