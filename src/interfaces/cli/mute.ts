import { Command } from 'commander';
import { paths } from '../../settings/paths.ts';

function help(command: string): string {
  return `
Muted, the program that records is not running at all; a sound and a line say so. It stays muted over restarts.

Example:
  agentos ${command} --name kitchen`;
}

/** Closes or opens the microphone of "agentos listen" on this machine, whether it runs now or later. */
export function muteCommand(on: boolean): Command {
  return new Command()
    .option('--name <name>', 'Name of the microphone; the one in the settings where absent.')
    .option('--settings <file>', 'The settings file.')
    .addHelpText('after', help(on ? 'mute' : 'unmute'))
    .action(async (options: { readonly name?: string; readonly settings?: string }) => {
      const [{ loadSettings }, { Mute }, { muteFile }, { line }] = await Promise.all([
        import('../../settings/settings.ts'),
        import('../voice/mute.ts'),
        import('./mute_file.ts'),
        import('./output.ts'),
      ]);
      const { settingsFile, stateFolder } = paths();
      const name = options.name ?? loadSettings(options.settings ?? settingsFile).voice.name;
      new Mute(muteFile(stateFolder, name)).set(on);
      line(on ? `Muted: the microphone "${name}" records nothing.` : `The microphone "${name}" is open.`);
    });
}
