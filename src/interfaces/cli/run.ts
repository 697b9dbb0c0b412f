import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { packageRoot } from '../../settings/package_root.ts';
import { CliError } from './cli_error.ts';
import { COMMANDS } from './commands.ts';
import { EXIT, type ExitCode, exitOf } from './exit_code.ts';
import { aside, endWithReader } from './output.ts';

/** Runs the command that the arguments name, and sets the exit code. Only that command's file is loaded. */
export async function run(argv: readonly string[]): Promise<void> {
  endWithReader();
  const wanted = argv.filter((argument) => !argument.startsWith('-'));
  const name = wanted[0] === 'help' ? wanted[1] : wanted[0];
  try {
    const program = await programFor(name, argv);
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    process.exitCode = said(thrown, name);
  }
}

async function programFor(name: string | undefined, argv: readonly string[]): Promise<Command> {
  const program = new Command('agentos')
    .description('A voice-first home assistant that works offline.')
    .version(version(), '-V, --version', 'Says which version this is.')
    .helpOption('-h, --help', 'Shows this help.')
    .exitOverride()
    .configureHelp({ sortOptions: true })
    .showSuggestionAfterError()
    .showHelpAfterError('See: agentos --help')
    .addHelpText('after', '\nExample:\n  agentos ask "turn on the kitchen light"\n  agentos help ask');
  for (const [each, { summary, load }] of Object.entries(COMMANDS)) {
    const command = each === name ? await load() : new Command();
    command.name(each).description(summary).copyInheritedSettings(program);
    program.addCommand(command.showHelpAfterError(`See: agentos ${each} --help`));
    for (const inner of command.commands)
      inner.copyInheritedSettings(command).showHelpAfterError(`See: agentos ${each} ${inner.name()} --help`);
  }
  if (name === 'completion' || name === 'complete')
    await (await import('./completion.ts')).addCompletion(program, COMMANDS, argv);
  return program;
}

function version(): string {
  const { version: text }: { version: string } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  return text;
}

function said(thrown: unknown, name: string | undefined): ExitCode {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (thrown instanceof CliError) {
    aside(`agentos ${name}: ${thrown.message}`);
    return thrown.exit;
  }
  if (isClientError(thrown)) {
    aside(`agentos ${name}: ${thrown.message}`);
    return exitOf(thrown.code);
  }
  if (thrown instanceof Error && thrown.name === 'SettingsError') {
    aside(`agentos ${name}: ${thrown.message}`);
    return EXIT.settings;
  }
  aside(`agentos ${name}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  return EXIT.software;
}

/** By its name: importing the class would load the client for commands that need none. */
function isClientError(thrown: unknown): thrown is import('../client/error.ts').ClientError {
  return thrown instanceof Error && thrown.name === 'ClientError';
}
