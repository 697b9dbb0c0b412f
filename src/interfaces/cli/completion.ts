import tab from '@bomb.sh/tab/commander';
import { Argument, Command } from 'commander';
import type { Listed } from './listed_command.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

const HELP = `
Examples:
  source <(agentos completion bash)
  agentos completion zsh > ~/.agentos-completion.zsh    # and source it in ~/.zshrc
  agentos completion fish > ~/.config/fish/completions/agentos.fish`;

/** For the help; {@link addCompletion} puts the one that works in its place. */
export function completionCommand(): Command {
  return new Command().addArgument(new Argument('<shell>', 'which shell').choices(SHELLS)).addHelpText('after', HELP);
}

/** Makes `completion <shell>` print a script, and `complete -- …`, which that script calls, answer it. */
export async function addCompletion(
  program: Command,
  commands: { readonly [name: string]: Listed },
  argv: readonly string[],
): Promise<void> {
  const whole = new Command(program.name()).exitOverride();
  for (const [name, { summary, load }] of Object.entries(commands)) {
    if (name !== 'completion') whole.addCommand((await load()).name(name).description(summary));
  }
  tab(whole, { completionCommandName: 'completion' });
  const help = program.commands.find((command) => command.name() === 'completion');
  help?.action(async (shell: string) => {
    await whole.parseAsync(['completion', shell], { from: 'user' });
  });
  // What was typed so far comes after `--` and may itself hold options and `--`: it is handed on as it is.
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(async () => {
      await whole.parseAsync(argv, { from: 'user' });
    });
}
