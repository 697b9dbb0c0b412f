import type { Command } from 'commander';

/** A sub-command by its name, before its file is loaded. */
export interface Listed {
  /** One line for the help. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}
