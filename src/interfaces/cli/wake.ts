import { Command } from 'commander';
import type { RejectedOptions } from './wake_rejected_here.ts';
import type { TeachOptions } from './wake_teach_here.ts';

const TEACH_HELP = `
Say the word 20 times, as you will call it: near and far, fast and slow. What is recorded is not kept. It takes a few minutes
of one core. With flite and espeak-ng installed, the word in their voices helps others in the house to be heard.

Examples:
  agentos wake teach marvin
  agentos wake teach "hey house" --recordings ~/house-clips`;

const REJECTED_HELP = `
A wake is none when nobody said anything after it, when it was doubtful and what followed made no sense, or when you said "that
was not for you". They are counted; their sound is kept only with keep_rejected_wakes = true in [voice]. "agentos wake teach"
learns from what is kept.

Examples:
  agentos wake rejected
  agentos wake rejected --delete`;

export function wakeCommand(): Command {
  const command = new Command().addHelpText(
    'after',
    '\nExamples:\n  agentos wake list\n  agentos wake teach marvin\n  agentos wake rejected',
  );
  command
    .command('list')
    .description('List the wake words that can be chosen.')
    .option('--json', 'Prints one object per line.')
    .addHelpText('after', '\nExample:\n  agentos wake list')
    .action(async (options: { readonly json?: boolean }) => {
      const { listWakeWords } = await import('./wake_list_here.ts');
      await listWakeWords(options);
    });
  command
    .command('teach')
    .description('Make a wake word of your own from recordings of it.')
    .argument('<word>', 'the word, or two or three, as it is said')
    .option('--recordings <folder>', 'WAV files with the word once in each, in place of the microphone.')
    .option('--device <name>', 'Microphone; that of the settings where absent.')
    .option('--settings <file>', 'The settings file.')
    .option('--json', 'Prints one object.')
    .addHelpText('after', TEACH_HELP)
    .action(async (word: string, options: TeachOptions) => {
      const { teachWakeWord } = await import('./wake_teach_here.ts');
      process.exitCode = await teachWakeWord(word, options);
    });
  command
    .command('forget')
    .description('Delete a wake word that you taught.')
    .argument('<word>', 'the word')
    .addHelpText('after', '\nExample:\n  agentos wake forget marvin')
    .action(async (word: string) => {
      const { forgetWakeWord } = await import('./wake_list_here.ts');
      await forgetWakeWord(word);
    });
  command
    .command('rejected')
    .description('Show wakes that were none, and delete what is kept of them.')
    .option('--delete', 'Deletes sounds and counts.')
    .option('--json', 'Prints one object per line.')
    .addHelpText('after', REJECTED_HELP)
    .action(async (options: RejectedOptions) => {
      const { showRejected } = await import('./wake_rejected_here.ts');
      await showRejected(options);
    });
  return command;
}
