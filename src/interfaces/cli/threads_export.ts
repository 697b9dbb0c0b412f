import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { Command } from 'commander';
import { escaped } from '../../settings/escaped.ts';
import { attached, socketOption } from './attach.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { aside } from './output.ts';
import { idOf } from './thread_id.ts';

interface ExportOptions {
  readonly all?: boolean;
  readonly out?: string;
  readonly socket?: string;
}

const HELP = `
One object on a line: {"type":"thread", …} with the thread's row, then {"type":"event", …} for each of its events, in order.

Examples:
  agentos threads export last
  agentos threads export --all --out threads.jsonl`;

export function threadsExportCommand(): Command {
  return new Command()
    .argument('[threads...]', 'ids of threads or their beginnings, or "last"')
    .option('--all', 'All threads, the oldest first.')
    .option('--out <file>', 'Writes to a file that is not there yet, for you alone.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action((wanted: string[], _options: ExportOptions, command: Command) => {
      const options: ExportOptions = command.optsWithGlobals();
      if (wanted.length === 0 && !options.all) throw new CliError('Name a thread, or say --all.');
      if (wanted.length > 0 && options.all) throw new CliError('Name threads or say --all, not both.');
      return attached(options, async (client) => {
        const ids: string[] = [];
        for (const one of wanted) ids.push(await idOf(client, one));
        const pieces = client.exportThreads(ids);
        if (options.out === undefined) await print(pieces);
        else await write(pieces, options.out);
      });
    });
}

/** A terminal gets nothing that would act on it; whatever else reads gets the bytes as they are. */
async function print(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  const isShown = process.stdout.isTTY === true;
  for await (const piece of pieces) {
    const more = isShown ? decoder.decode(piece, { stream: true }).split('\n').map(escaped).join('\n') : piece;
    if (!process.stdout.write(more)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
  }
}

/** The whole of it, or no file. */
async function write(pieces: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const file = created(path);
  let bytes = 0;
  try {
    for await (const piece of pieces) bytes += writeSync(file, piece);
  } catch (thrown) {
    rmSync(path, { force: true });
    throw thrown;
  } finally {
    closeSync(file);
  }
  aside(`${path}: ${bytes} bytes.`);
}

/** @throws CliError */
function created(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (thrown) {
    const why =
      thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST' ? 'it is there already' : String(thrown);
    throw new CliError(`${path} cannot be made: ${why}. Name another file.`, EXIT.cannotCreate, { cause: thrown });
  }
}
