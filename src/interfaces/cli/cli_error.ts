import { EXIT, type ExitCode } from './exit_code.ts';

/** Ends the command: the message says what was wrong, where, and what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exit: ExitCode;

  constructor(message: string, exit: ExitCode = EXIT.usage, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.exit = exit;
  }
}
