import { Command, InvalidArgumentError, Option } from 'commander';
import { recogniserName, synthesiserName } from '../../settings/speech.ts';

const HELP = `
Without --wav it listens until Ctrl-C. With it, exit 0 says that a wake word and an utterance were heard.

Examples:
  agentos listen
  agentos listen --meter
  agentos listen --wav command.wav --out answer.wav --json`;

export function listenCommand(): Command {
  return new Command()
    .option('--wav <file>', 'A recording in place of the microphone.')
    .option('--out <file>', 'A WAV file in place of the loudspeaker.')
    .option('--area <name>', 'Where the microphone stands.')
    .option('--name <name>', 'Name of this microphone.')
    .option('--devices', 'Lists the microphones and loudspeakers, and ends.')
    .option('--meter', 'Shows level, speech and wake word score, and does nothing else.')
    .option('--device <name>', 'The microphone, by its name or a part of it.')
    .option('--speaker <name>', 'The loudspeaker, by its name or a part of it.')
    .option('--wake <head>', 'The wake word: jarvis, computer, one that you taught, or a file.')
    .option('--wake-threshold <score>', 'How sure the wake word must be, 0 to 1.', scoreOf)
    .addOption(new Option('--stt <engine>', 'Engine that recognises.').choices(recogniserName.options))
    .addOption(new Option('--tts <engine>', 'Engine that speaks.').choices(synthesiserName.options))
    .option('--no-cues', 'Words in place of short sounds.')
    .option('--json', 'Prints one object per line.')
    .option('--socket <path>', "The daemon's socket.")
    .option('--settings <file>', 'The settings file.')
    .addHelpText('after', HELP)
    .action(async ({ devices, ...options }) => {
      if (devices) {
        const { listSoundDevices } = await import('./sound_devices_here.ts');
        process.exitCode = await listSoundDevices(options.json === true);
        return;
      }
      const { listenHere } = await import('./listen_here.ts');
      process.exitCode = await listenHere(options);
    });
}

function scoreOf(text: string): number {
  const score = Number(text);
  if (text.trim() === '' || !(score > 0 && score < 1))
    throw new InvalidArgumentError('It is a number between 0 and 1.');
  return score;
}
