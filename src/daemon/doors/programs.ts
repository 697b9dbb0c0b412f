import { type ChildProcess, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { ProgramResult, ProgramRun, Programs } from '../model/doors.ts';
import { Fault } from '../model/fault.ts';

/** Where programs are that are allowed by name. */
const PATH = ['/usr/local/bin', '/usr/bin', '/bin'];

/** What the sections of one capability allow: `[shell.local] allow`. */
export function allowedIn(sections: { readonly [provider: string]: unknown } = {}): readonly string[] {
  return Object.values(sections).flatMap((section) => {
    const allow = typeof section === 'object' && section !== null && 'allow' in section ? section.allow : undefined;
    return Array.isArray(allow) ? allow.filter((one) => typeof one === 'string' && one !== '') : [];
  });
}

/**
 * Programs by their names, or by their whole paths.
 * @param folderOf where a folder stands, if it is one that may be worked in
 */
export function programsOf(
  allowed: readonly string[],
  folderOf: (path: string | undefined) => Promise<string>,
): Programs {
  return {
    allowed,
    async run(run) {
      if (!allowed.includes(run.program))
        throw new Fault(
          'PERMISSION_DENIED',
          `${run.program} is none of the programs that allow in [shell.local] names.`,
        );
      if ([run.program, ...run.args].some((part) => part.includes('\0')))
        throw new Fault('INVALID_ARGUMENT', `${run.program}: an argument holds a zero, which none can.`);
      const cwd = await folderOf(run.folder);
      const path = await foundAt(run.program);
      if (run.signal.aborted) throw Fault.from(run.signal.reason, 'CANCELLED');
      return ran(path, run, cwd);
    },
  };
}

async function foundAt(program: string): Promise<string> {
  if (!isAbsolute(program) && program.includes('/'))
    throw new Fault('FAILED_PRECONDITION', `${program} in [shell.local]: give a program's name, or its whole path.`);
  for (const path of isAbsolute(program) ? [program] : PATH.map((folder) => join(folder, program))) {
    const there = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  throw new Fault('NOT_FOUND', `There is no program ${program} in ${PATH.join(', ')}.`);
}

/** In a group of its own, so that it is ended with all that it started. Nothing of the daemon's environment goes along. */
function ran(
  path: string,
  { args, input, timeoutMs, maxBytes, signal }: ProgramRun,
  cwd: string,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      cwd,
      detached: true,
      env: { PATH: PATH.join(':'), HOME: cwd, LANG: 'C.UTF-8' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let ended: ProgramResult['ended'];
    const end = (how: NonNullable<ProgramResult['ended']>): void => {
      ended ??= how;
      killGroup(child);
    };
    const onAbort = (): void => end('killed');
    const timer = setTimeout(() => end('timeout'), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    const release = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => kept(stream, maxBytes, () => end('output')));
    child.once('error', (thrown) => {
      release();
      reject(new Fault('UNAVAILABLE', `${path} could not be started: ${thrown.message}`, { cause: thrown }));
    });
    // What it left running goes with it, and with that its ends of the pipes.
    child.once('exit', () => killGroup(child));
    child.once('close', (code) => {
      release();
      if (signal.aborted) return reject(Fault.from(signal.reason, 'CANCELLED'));
      resolve({
        ...(code === null ? {} : { code }),
        ...(ended === undefined ? {} : { ended }),
        stdout: stdout?.() ?? '',
        stderr: stderr?.() ?? '',
      });
    });
    // A program that does not read what it is given closes the pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

/** Keeps what comes up to a limit, and says when there is more. Gives what was kept as text. */
function kept(stream: NodeJS.ReadableStream, maxBytes: number, full: () => void): () => string {
  const chunks: Buffer[] = [];
  let left = maxBytes;
  stream.on('data', (chunk: Buffer) => {
    if (left > 0) chunks.push(chunk.subarray(0, left));
    left -= chunk.length;
    if (left < 0) full();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
