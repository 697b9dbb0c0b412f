import type { Reply, Request } from './wire.ts';

/** The way to an engine, wherever it runs. */
export interface Port {
  /** What happened on opening that a log should have. */
  readonly told: readonly string[];
  post(requests: readonly Request[]): void;
  /** Hears replies, in order. Set once, before the first post. */
  listen(heard: (reply: Reply) => void): void;
  /** After the engine has closed: lets go of what it ran in. */
  release(): Promise<void>;
}
