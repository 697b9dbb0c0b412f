import type { Metadata } from '@grpc/grpc-js';
import { Fault } from '../model/fault.ts';
import type { Clients } from './clients.ts';
import type { Connections } from './connections.ts';
import type { Door } from './door.ts';

/** `Authorization: Bearer <token>`, with every call. */
export function tokenDoor(clients: Clients, connections: Connections): Door {
  return {
    enter(metadata, peer) {
      const visit = clients.enter(tokenIn(metadata));
      connections.known(peer);
      return visit;
    },
  };
}

/** @throws Fault UNAUTHENTICATED */
function tokenIn(metadata: Metadata): string {
  const given = metadata.get('authorization');
  const [, token] = /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(given.length === 1 ? String(given[0]) : '') ?? [];
  if (token !== undefined) return token;
  throw new Fault(
    'UNAUTHENTICATED',
    'A token is needed here. Let this machine in: "agentos pair" at the owner\'s terminal, then "agentos attach" here.',
  );
}
