import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { attached, socketOption } from './attach.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { isTerminal, json, line } from './output.ts';

interface PinOptions {
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
With a PIN, what is dangerous (unlocking a door) can be asked for by voice: the PIN is asked for each time, and allows this one thing.
It has 4 to 12 digits. Three wrong ones lock it for 5 minutes. A slow hash of it is kept in the state folder, and never the PIN itself;
it is in no backup.

Examples:
  agentos pin set
  agentos pin remove`;

export function pinCommand(): Command {
  return new Command()
    .addHelpText('after', HELP)
    .addCommand(
      new Command('set')
        .description('Set the PIN, or another one.')
        .option('--json', 'Prints one object.')
        .addOption(socketOption())
        .addHelpText('after', '\nExample:\n  agentos pin set\n  agentos pin set < file_with_the_pin')
        .action((options: PinOptions) =>
          attached(options, async (client) => {
            await client.setPin(isTerminal() ? await typedTwice() : await piped());
            if (options.json) json({ type: 'pin', set: true });
            else line('The PIN is set.');
          }),
        ),
    )
    .addCommand(
      new Command('remove')
        .description('Take the PIN away: nothing dangerous can be asked for by voice then.')
        .option('--json', 'Prints one object.')
        .addOption(socketOption())
        .addHelpText('after', '\nExample:\n  agentos pin remove')
        .action((options: PinOptions) =>
          attached(options, async (client) => {
            const was = await client.removePin();
            if (options.json) json({ type: 'pin', set: false, was });
            else line(was ? 'The PIN is removed.' : 'There was no PIN.');
          }),
        ),
    );
}

/** Without an echo. @throws CliError where the two differ, or nobody wants to go on */
async function typedTwice(): Promise<string> {
  const { password, isCancel } = await import('@clack/prompts');
  const first = await password({ message: 'The new PIN, 4 to 12 digits:' });
  if (isCancel(first)) throw new CliError('No PIN was set.', EXIT.interrupted);
  const second = await password({ message: 'Once more:' });
  if (isCancel(second)) throw new CliError('No PIN was set.', EXIT.interrupted);
  if (first !== second) throw new CliError('The two are not the same, so no PIN was set.', EXIT.data);
  return first.trim();
}

/** The first line of what is piped in. @throws CliError where there is none */
async function piped(): Promise<string> {
  for await (const text of createInterface({ input: process.stdin, terminal: false })) return text.trim();
  throw new CliError('There is no PIN to set. Type "agentos pin set" at a terminal, or pipe the PIN in.', EXIT.usage);
}
