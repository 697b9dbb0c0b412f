import { join } from 'node:path';
import { paths } from '../../settings/paths.ts';
import { RejectedWakes } from '../voice/rejected_wakes.ts';
import { json, line } from './output.ts';
import { forTerminal } from './terminal_text.ts';
import { rejectedFolder } from './wake_folders.ts';

export interface RejectedOptions {
  readonly delete?: boolean;
  readonly json?: boolean;
}

const WHY: { readonly [why: string]: string } = {
  nothing: 'nothing was said after it',
  not_understood: 'what followed made no sense',
  not_for_you: 'you said that it was not for me',
};

/** Prints how often each word was heard falsely, and what is kept of it; or deletes both. */
export async function showRejected(options: RejectedOptions): Promise<void> {
  const folder = rejectedFolder(paths().stateFolder);
  const rejected = new RejectedWakes({ folder, keepSound: false });
  if (options.delete) {
    const sounds = await rejected.clear();
    if (options.json) json({ type: 'deleted', sounds });
    else line(sounds === 0 ? 'No sound was kept. The counts are gone.' : `Deleted: ${sounds} sounds, and the counts.`);
    return;
  }
  const counts = Object.entries(await rejected.counts());
  const kept = await rejected.list();
  if (options.json) {
    for (const [word, reasons] of counts) json({ type: 'count', word, ...reasons });
    for (const { file, ...one } of kept) json({ type: 'sound', ...one, file: join(folder, file) });
    return;
  }
  if (counts.length === 0) line('No wake was rejected yet.');
  for (const [word, reasons] of counts)
    for (const [why, times] of Object.entries(reasons)) line(`${forTerminal(word)}: ${times} × ${WHY[why] ?? why}`);
  for (const { file, at, word, score, why } of kept)
    line(
      `${new Date(at).toISOString()}  ${forTerminal(word)} ${score}  ${WHY[why] ?? why}  ${forTerminal(join(folder, file))}`,
    );
}
