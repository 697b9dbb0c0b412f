import { z } from 'zod';
import { attached } from './attach.ts';
import { CliError } from './cli_error.ts';
import { EXIT, type ExitCode } from './exit_code.ts';
import { aside, json, line } from './output.ts';
import { forTerminal, onOneLine } from './terminal_text.ts';

export interface TaughtOptions {
  readonly json?: boolean;
  readonly socket?: string;
}

const answer = z.object({ taught: z.array(z.object({ kind: z.string(), said: z.string(), means: z.string() })) });

/** Says it to the daemon, as anybody could by voice: what is checked and asked is the same. */
export function teachSentence(said: string, means: string, options: TaughtOptions): Promise<ExitCode> {
  return say(`when I say "${unquoted(said)}", do "${unquoted(means)}"`, options);
}

export function forgetSentence(said: string, options: TaughtOptions): Promise<ExitCode> {
  return say(`forget the sentence "${unquoted(said)}"`, options);
}

export function listTaught(options: TaughtOptions): Promise<ExitCode> {
  return attached(options, async (client): Promise<ExitCode> => {
    const { taught } = answer.parse(await client.call('need.understand.taught', {}));
    if (options.json === true) for (const one of taught) json(one);
    else if (taught.length === 0)
      line('Nothing was taught yet: agentos sentences teach "movie time" "turn off the lights"');
    else
      for (const { kind, said, means } of taught)
        line(`${onOneLine(said)} ${kind === 'name' ? 'is the device' : 'means'} ${onOneLine(means)}`);
    return EXIT.ok;
  });
}

function unquoted(text: string): string {
  const plain = text.replaceAll(/["“”]/g, ' ').replaceAll(/\s+/g, ' ').trim();
  if (plain === '') throw new CliError('A sentence is empty. Give it in quotes.');
  return plain;
}

function say(text: string, options: TaughtOptions): Promise<ExitCode> {
  return attached(options, async (client): Promise<ExitCode> => {
    const turn = client.utter({ text });
    for await (const update of turn.updates) {
      if (update.type === 'ask') {
        await turn.cancel();
        throw new CliError(`It asks: ${update.ask.text} Say it in a conversation: agentos chat`, EXIT.unavailable);
      }
      if (update.type !== 'end') continue;
      const good = update.outcome === 'done';
      (good ? line : aside)(forTerminal(update.text));
      return good ? EXIT.ok : EXIT.data;
    }
    return EXIT.data;
  });
}
