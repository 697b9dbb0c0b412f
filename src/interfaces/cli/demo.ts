import { Command } from 'commander';

export interface DemoOptions {
  readonly json?: boolean;
}

const HELP = `
It needs nothing and leaves nothing behind. Without a terminal it ends by itself; exit 0 says that everything really happened.

Example:
  agentos demo`;

export function demoCommand(): Command {
  return new Command().addHelpText('after', HELP).action(async () => {
    const { demo } = await import('./demo/demo_here.ts');
    process.exitCode = await demo();
  });
}
