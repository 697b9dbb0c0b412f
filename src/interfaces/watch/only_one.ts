import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

/** Another process has it. */
export class TakenError extends Error {
  override readonly name = 'TakenError';
}

/**
 * Makes sure that one process at a time writes a file: holds an abstract Unix socket named after it (unix(7)), which the kernel
 * lets go of when the process dies. @returns the release @throws TakenError
 */
export async function alone(file: string): Promise<() => Promise<void>> {
  const server = createServer((socket) => socket.destroy());
  const name = `\0agentos-${createHash('sha256').update(file).digest('hex').slice(0, 32)}`;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EADDRINUSE') return reject(cause);
      reject(
        new TakenError(`Another "agentos watch" runs with ${file}. Stop it, or give this one a --state of its own.`),
      );
    });
    server.listen(name, resolve);
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}
