import type { Metadata } from '@grpc/grpc-js';
import type { Fault } from '../model/fault.ts';
import type { Identity } from './identity.ts';
import type { Role } from './roles.ts';
import { type Rooms, roomsOf } from './room.ts';

/** One call of somebody the daemon knows. */
export interface Visit {
  readonly identity: Identity;
  /** Hears once that the right to be here has ended. @returns the release */
  onEnd(hear: (why: Fault) => void): () => void;
}

/** Tells who calls, with every call anew. */
export interface Door {
  /** @param peer from where, as in `192.168.1.20:51234` @throws Fault UNAUTHENTICATED */
  enter(metadata: Metadata, peer: string): Visit;
}

/** Whoever can open the socket is let in with its role. */
export function socketDoor(role: Role): Door {
  const visit: Visit = { identity: { kind: 'socket', role }, onEnd: () => () => undefined };
  return { enter: () => visit };
}

/** Room for each who calls: clients on other machines do not take each other's, and who is nobody has one for all. */
export function roomsByCaller(): (identity: Identity) => Rooms {
  const rooms = new Map<string, Rooms>();
  return (identity) => {
    const who = identity.kind === 'paired' ? identity.name : identity.kind;
    const own = rooms.get(who) ?? roomsOf();
    rooms.set(who, own);
    return own;
  };
}
