import { keepDoor } from './grpc/doorkeeper.ts';
import { Fault } from './model/fault.ts';
import type { DaemonLog } from './observe/log.ts';
import type { Supervisor } from './observe/supervisor.ts';

/** A store that takes longer to open is being upgraded, or mended: who asks meanwhile is told so. */
const OPENING_STORE_MS = 500;
const OPENING_STORE =
  'I am putting my memory in order, after an upgrade or damage. That can take some minutes; ask again then.';

/** Waits for the store; where that takes long, whoever asks is told why. */
export async function sayingSo<T>(
  opening: Promise<T>,
  socket: string,
  supervisor: Supervisor,
  log: DaemonLog,
): Promise<T> {
  let door: Promise<() => Promise<void>> | undefined;
  const timer = setTimeout(() => {
    supervisor.status(OPENING_STORE);
    log.info('opening the store takes longer than usual');
    door = keepDoor(socket, OPENING_STORE, log.of('grpc'));
    door.catch((thrown: unknown) => log.problem('nobody can be told so', { why: Fault.from(thrown).message }));
  }, OPENING_STORE_MS);
  try {
    return await opening;
  } finally {
    clearTimeout(timer);
    await door?.then(
      (close) => close(),
      () => undefined,
    );
  }
}
