import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { paths } from '../../settings/paths.ts';
import { shippedFile } from '../voice/onnx.ts';
import { readWakeHead } from '../voice/wake_head.ts';
import { officialHeads, wakeFileName } from '../voice/wake_heads.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { aside, json, line } from './output.ts';
import { forTerminal } from './terminal_text.ts';
import { taughtFolder } from './wake_folders.ts';

/** Prints what `word` of a [[voice.wake]] can be. */
export async function listWakeWords({ json: asJson }: { readonly json?: boolean }): Promise<void> {
  const shipped = dirname(await shippedFile('data/models/wake_jarvis.json'));
  const own = await headsIn(taughtFolder(paths().stateFolder), 'taught');
  const rows: readonly Row[] = [
    ...own,
    ...(await headsIn(shipped, 'ships')),
    ...officialHeads().map((name) => ({
      word: `openwakeword/${name}`,
      from: 'openWakeWord, CC BY-NC-SA 4.0',
      threshold: 0.5,
    })),
  ];
  for (const { word, from, threshold, about } of rows) {
    if (asJson) json({ type: 'wake_word', word, from, threshold, ...(about !== undefined && { about }) });
    else
      line(
        `${forTerminal(word).padEnd(26)}${from}, threshold ${threshold}${about === undefined ? '' : `. ${forTerminal(about)}`}`,
      );
  }
}

interface Row {
  readonly word: string;
  readonly from: string;
  readonly threshold: number;
  readonly about?: string;
}

async function headsIn(folder: string, from: string): Promise<Row[]> {
  const names = await readdir(folder).catch(() => []);
  const rows: Row[] = [];
  for (const name of names.filter((file) => /^wake_.+\.json$/.test(file)).sort()) {
    try {
      const { word, threshold, about } = await readWakeHead(join(folder, name));
      rows.push({ word, from, threshold, ...(about !== undefined && { about }) });
    } catch (error) {
      aside(error instanceof Error ? error.message : String(error));
    }
  }
  return rows;
}

export async function forgetWakeWord(word: string): Promise<void> {
  const file = join(taughtFolder(paths().stateFolder), wakeFileName(word));
  try {
    await rm(file);
  } catch {
    throw new CliError(`"${word}" is no wake word that was taught here. "agentos wake list" shows those.`, EXIT.data);
  }
  line(`Forgotten. A [[voice.wake]] of the settings that names "${forTerminal(word)}" has to go as well.`);
}
