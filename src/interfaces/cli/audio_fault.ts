import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';

/** What the machine lacks, or what is wrong with a recording, is said by the voice's own errors; their stack is of no use to anybody. */
export function asCliError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  if (thrown.name === 'AudioError') return new CliError(thrown.message, EXIT.data);
  if (thrown.name !== 'ProgramError') return thrown;
  return new CliError(`${thrown.message} "agentos doctor --voice" tells more.`, EXIT.unavailable);
}
