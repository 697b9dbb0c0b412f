import { spawn } from 'node:child_process';

/** What went wrong with a program of this machine that hears or speaks; the message says what to do. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
  /** The program is not installed. */
  readonly missing: boolean;

  constructor(message: string, options: { missing?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.missing = options.missing ?? false;
  }
}

export interface ProgramOptions {
  /** Written to its standard input, which is then closed. */
  readonly input?: string | Uint8Array;
  readonly signal?: AbortSignal;
  /** Longer, and it is killed. */
  readonly timeoutMs?: number;
  /** Debian's package that holds it, for the message when it is missing. */
  readonly debian?: string;
}

export interface Ran {
  readonly stdout: Buffer;
  /** The last 8 kB. */
  readonly stderr: string;
}

const stderrLimit = 8192;

/**
 * Runs a program to its end, never through a shell. Rejects with the signal's reason when it aborts (the program is killed),
 * else with a ProgramError where it is missing, takes too long or ends with another code than 0.
 */
export async function run(command: string, args: readonly string[], options: ProgramOptions = {}): Promise<Ran> {
  options.signal?.throwIfAborted();
  const timeoutMs = options.timeoutMs ?? 30_000;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'pipe' });
    const chunks: Buffer[] = [];
    let stderr = '';
    let late = false;
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      late = true;
      kill();
    }, timeoutMs);
    options.signal?.addEventListener('abort', kill, { once: true });
    const settle = (act: () => void) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', kill);
      act();
    };
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('utf8')).slice(-stderrLimit);
    });
    child.stdin.on('error', () => undefined); // it may end before it has read everything; its code says whether that is bad
    child.on('error', (cause: NodeJS.ErrnoException) =>
      settle(() => reject(startError(command, cause, options.debian))),
    );
    child.on('close', (code, killedBy) =>
      settle(() => {
        if (options.signal?.aborted === true) return reject(options.signal.reason);
        if (late) return reject(new ProgramError(`${command} took longer than ${timeoutMs / 1000} s and was stopped.`));
        if (code !== 0)
          return reject(new ProgramError(`${command} failed (${killedBy ?? `code ${code}`}): ${lastLines(stderr)}`));
        resolve({ stdout: Buffer.concat(chunks), stderr });
      }),
    );
    child.stdin.end(options.input);
  });
}

/** Why a program could not be started. */
export function startError(command: string, cause: NodeJS.ErrnoException, debian?: string): ProgramError {
  if (cause.code !== 'ENOENT') return new ProgramError(`${command} could not be started: ${cause.message}`, { cause });
  const fix = debian === undefined ? 'Install it.' : `Install it: apt-get install ${debian}`;
  return new ProgramError(`${command} is not installed on this machine. ${fix}`, { missing: true, cause });
}

/** The lines that tell of a fault, else the last three. */
function lastLines(text: string): string {
  const lines = text.trim().split('\n');
  const faults = lines.filter((line) => /error|fatal|failed/i.test(line));
  return (faults.length > 0 ? faults : lines).slice(-3).join(' / ') || 'it said nothing';
}
