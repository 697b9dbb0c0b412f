import { soundDevices } from '../voice/sound_devices.ts';
import { colours } from './colours.ts';
import { EXIT } from './exit_code.ts';
import { json, line } from './output.ts';
import { forTerminal } from './terminal_text.ts';

/** Prints what records and what plays here; the default ones are marked. */
export async function listSoundDevices(asJson: boolean): Promise<number> {
  for (const use of ['microphone', 'loudspeaker'] as const) {
    const devices = await soundDevices(use);
    if (asJson) for (const device of devices) json({ use, ...device });
    else {
      line(use === 'microphone' ? 'Microphones' : 'Loudspeakers');
      if (devices.length === 0)
        line(`  none${use === 'microphone' ? '; plug one in, or talk by typing: agentos chat' : ''}`);
      for (const { name, id, isDefault } of devices)
        line(`  ${forTerminal(name)}${isDefault ? ' (default)' : ''} ${colours.dim(forTerminal(id))}`);
    }
  }
  return EXIT.ok;
}
