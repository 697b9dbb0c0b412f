import { Command } from 'commander';
import { ask } from './ask.ts';
import { attached, socketOption } from './attach.ts';
import { json, line } from './output.ts';
import { seqOf } from './seq_option.ts';
import { idOf } from './thread_id.ts';

interface ForkOptions {
  readonly at?: number;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
The branch begins with a copy of the turns that were complete at that event; the thread itself stays as it is. What was done in
those turns is not done again. With words they are said in the branch at once, and the answer is printed.

Examples:
  agentos fork last
  agentos fork 01994e6c-7a10 --at 14 "turn on the hall light"`;

export function forkCommand(): Command {
  return new Command()
    .argument('<thread>', 'id of a thread or its beginning, or "last"')
    .argument('[text...]', 'what to say in the branch')
    .option('--at <seq>', 'Branches after this event; after the last where absent.', seqOf)
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action(async (wanted: string, words: string[], options: ForkOptions) => {
      const text = words.join(' ').trim();
      const { at } = options;
      const branch = await attached(options, async (client) =>
        client.fork(await idOf(client, wanted), {
          ...(at === undefined ? {} : { at }),
          ...(text === '' ? {} : { title: text }),
        }),
      );
      if (options.json) json({ type: 'thread', ...branch });
      else line(`${branch.id}  branched at event ${branch.branchedAt ?? 0} of ${branch.parent ?? ''}`);
      if (text !== '') process.exitCode = await ask(text, { ...options, thread: branch.id });
    });
}
