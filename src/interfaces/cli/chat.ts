import { Command } from 'commander';
import { socketOption } from './attach.ts';

export interface ChatOptions {
  readonly thread?: string;
  readonly area?: string;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
Type what you would say. Ctrl-C ends the turn that runs; at an empty prompt, pressed twice, it leaves; so does Ctrl-D.
  /new     begins a new thread
  /trace   shows how the last turn went
Without a terminal each line of the input is said in turn, and questions are answered by the next line.

Example:
  agentos chat --area kitchen`;

export function chatCommand(): Command {
  return new Command()
    .option('--thread <id>', 'Goes on in this thread.')
    .option('--area <name>', 'Where in the house you are.')
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action(async (options: ChatOptions) => {
      const { chat } = await import('./chat_here.ts');
      process.exitCode = await chat(options);
    });
}
