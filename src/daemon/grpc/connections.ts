/** Connections over the network: in all, of one address, and how long one may stay over which nobody who was let in has called. */
export const CONNECTIONS = { all: 1_024, ofOne: 256, strangerMs: 30_000 };

/** What is looked at of a socket. */
interface Connection {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  destroy(): unknown;
  once(event: 'close', heard: () => void): unknown;
}

/**
 * Who is connected over the network. A connection costs memory and a file, and whoever can reach the address can open one: strangers
 * do not stay, and no one machine takes the place of all.
 */
export class Connections {
  readonly #strangers = new Map<string, NodeJS.Timeout>();
  readonly #byAddress = new Map<string, number>();
  readonly #strangerMs: number;
  #open = 0;

  constructor(strangerMs = CONNECTIONS.strangerMs) {
    this.#strangerMs = strangerMs;
  }

  /** Lets a new one in, or ends it. @returns whether it is in */
  enter(socket: Connection): boolean {
    const { remoteAddress: address = '' } = socket;
    const own = this.#byAddress.get(address) ?? 0;
    if (this.#open >= CONNECTIONS.all || own >= CONNECTIONS.ofOne) {
      socket.destroy();
      return false;
    }
    this.#open += 1;
    this.#byAddress.set(address, own + 1);
    const peer = `${address}:${socket.remotePort}`;
    const timer = setTimeout(() => socket.destroy(), this.#strangerMs).unref();
    this.#strangers.set(peer, timer);
    socket.once('close', () => {
      this.#open -= 1;
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
      this.known(peer);
    });
    return true;
  }

  /** Somebody who was let in has called over it. @param peer `192.168.1.20:51234` */
  known(peer: string): void {
    clearTimeout(this.#strangers.get(peer));
    this.#strangers.delete(peer);
  }
}

/** The address of a peer without its port: the machine, as far as that can be told. */
export function machineOf(peer: string): string {
  return peer.slice(0, Math.max(0, peer.lastIndexOf(':')));
}
