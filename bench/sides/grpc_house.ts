import { serve } from '../../src/daemon/grpc/server.ts';
import { openHouse } from '../house.ts';
import { turnServices } from '../turn.ts';

interface Options {
  readonly socket: string;
  readonly folder: string;
  readonly synchronous: 'FULL' | 'NORMAL';
}

/** The daemon's own gRPC door before a runtime with the compared turn. Says `ready`; ends with its parent. */
const { socket, folder, synchronous }: Options = JSON.parse(process.argv[2] ?? '{}');
const house = await openHouse({ folder, synchronous, services: turnServices('read') });
const served = await serve({
  endpoints: [{ path: socket, role: 'owner' }],
  assistant: house.runtime,
  mailbox: (client) => house.store.mailbox(client),
  services: () => [],
  risks: () => [],
  version: 'bench',
  log: () => undefined,
});
served.setCondition('serving');
process.send?.('ready');
const leave = async (): Promise<void> => {
  await served.close();
  await house.close();
};
process.on('disconnect', () => {
  leave().then(
    () => process.exit(),
    () => process.exit(1),
  );
});
