import { Fault } from '../model/fault.ts';
import { Turns } from './turns.ts';

/** How many of one kind there may be at once on one socket: a client that asks without end is told to wait, and holds up nobody else. */
export class Room {
  readonly #limit: number;
  readonly #what: string;
  #taken = 0;

  /** @param what what there may be `limit` of, as in "calls are under way" */
  constructor(limit: number, what: string) {
    this.#limit = limit;
    this.#what = what;
  }

  /** @returns what gives the place back; once only counts. @throws Fault RESOURCE_EXHAUSTED, to be tried again */
  enter(): () => void {
    if (this.#taken >= this.#limit)
      throw new Fault('RESOURCE_EXHAUSTED', `${this.#limit} ${this.#what} on this socket; try again in a moment.`);
    this.#taken += 1;
    let left = false;
    return () => {
      if (!left) this.#taken -= 1;
      left = true;
    };
  }
}

/** Room on one socket. */
export interface Rooms {
  readonly calls: Room;
  readonly streams: Room;
  /** In which streams send that have much to send. */
  readonly turns: Turns;
}

/** A call waits for a service for seconds at most, so few are under way unless somebody floods. */
const MAX_CALLS = 64;
/** Far more than a house has interfaces: those that converse, and those that watch. */
const MAX_STREAMS = 1_280;

export function roomsOf(): Rooms {
  return {
    calls: new Room(MAX_CALLS, 'calls are under way'),
    streams: new Room(MAX_STREAMS, 'streams are open'),
    turns: new Turns(),
  };
}
