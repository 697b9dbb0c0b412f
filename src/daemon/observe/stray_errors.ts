import type { DaemonLog } from './log.ts';

/**
 * What services leave behind: a promise that rejects when nobody waits for it, an error thrown from a timer. It must not end
 * everybody's daemon. An error of our own that nobody caught does end it: memory may be wrong then, the log is not, and the
 * next start goes on from there. @returns the release
 */
export function catchStrayErrors(servicesFolders: readonly string[], log: DaemonLog, end: (thrown: unknown) => void) {
  const rejected = (reason: unknown): void => log.problem('a promise was rejected and nobody waited', told(reason));
  const thrown = (error: unknown): void => {
    const { stack = '' } = error instanceof Error ? error : {};
    if (servicesFolders.some((folder) => stack.includes(folder)))
      log.problem('a service threw outside of a call', told(error));
    else end(error);
  };
  process.on('unhandledRejection', rejected);
  process.on('uncaughtException', thrown);
  return (): void => {
    process.off('unhandledRejection', rejected);
    process.off('uncaughtException', thrown);
  };
}

function told(thrown: unknown): { readonly error: string } {
  return { error: (thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)).slice(0, 2_000) };
}
