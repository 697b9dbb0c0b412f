import { Command } from 'commander';

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
  const command = new Command();
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
  return command;
}
