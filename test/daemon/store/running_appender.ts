import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { AppenderOrder } from './appender.ts';
import { bundle } from './bundled.ts';

export interface RunningAppender {
  readonly process: ChildProcess;
  /** Everything it has printed. */
  readonly lines: string[];
  /** Resolves when it has printed so many lines, or ended. */
  printed(count: number): Promise<void>;
  readonly exited: Promise<readonly unknown[]>;
  /** The seqs it was told were durable. */
  acknowledged(): number[];
}

/** The command of an appender. */
export async function appending(order: AppenderOrder): Promise<readonly string[]> {
  const script = fileURLToPath(await bundle(new URL('./appender.ts', import.meta.url)));
  return [process.execPath, script, JSON.stringify(order)];
}

/** @param fileBlocks how many 512-byte blocks a file may have before writes to it fail (the shell's `ulimit -f`) */
export async function startAppender(
  folder: string,
  options: { readonly inFlight?: number; readonly fileBlocks?: number } = {},
): Promise<RunningAppender> {
  const run = await appending({ folder, inFlight: options.inFlight ?? 1 });
  const limit = options.fileBlocks === undefined ? '' : `trap '' XFSZ; ulimit -f ${options.fileBlocks}; `;
  const child = spawn('/bin/sh', ['-c', `${limit}exec "$@"`, 'sh', ...run], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  const ended = once(output, 'close');
  return {
    process: child,
    lines,
    exited: Promise.all([exited, ended]).then(([status]) => status),
    acknowledged: () => lines.filter((line) => /^\d+$/.test(line)).map(Number),
    printed: async (count) => {
      while (lines.length < count && child.exitCode === null && child.signalCode === null) {
        await Promise.race([once(output, 'line'), ended]);
      }
    },
  };
}
