import { createHash } from 'node:crypto';
import type { Log, ToolContext } from 'agentos/service';
import type { PreparedData } from '../../../language/prepared_data.ts';
import { readPrepared } from '../../../language/prepared_text.ts';
import type { SentenceFile } from '../../../language/sentence_file.ts';
import { SentenceFolder } from './sentence_folder.ts';

type Files = ToolContext['files'];

export interface ShippedPlaces {
  /** Folder with a folder of sentence files per language. */
  readonly shipped: string;
  /** Folder with `<language>.json`, the same made ready for matching; it need not be there. */
  readonly prepared: string;
}

/** Stands for the exact texts of sentence files, in the order of their names. */
export function sourcesOf(files: readonly { readonly name: string; readonly text: string }[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of files) hash.update(`${name}\0${text.length}\0${text}`);
  return hash.digest('hex');
}

/** The sentences of one language that ship; none where there is no such folder. */
export class ShippedSentences {
  readonly isEmpty: boolean;
  readonly #folder: SentenceFolder;
  readonly #ready: PreparedData | undefined;

  private constructor(isEmpty: boolean, folder: SentenceFolder, ready: PreparedData | undefined) {
    this.isEmpty = isEmpty;
    this.#folder = folder;
    this.#ready = ready;
  }

  static async open(places: ShippedPlaces, language: string, files: Files, log: Log): Promise<ShippedSentences> {
    const path = `${places.shipped}/${language}`;
    const names = (await files.list(path)).filter((name) => /\.ya?ml$/i.test(name));
    const folder = new SentenceFolder(path, false, files, log);
    const isReady = names.length > 0 && (await files.list(places.prepared)).includes(`${language}.json`);
    const ready = isReady ? await readReady(`${places.prepared}/${language}.json`, path, names, files) : undefined;
    return new ShippedSentences(names.length === 0, folder, ready);
  }

  /** With sentences of the user, which win. */
  async with(own: readonly SentenceFile[]): Promise<PreparedData> {
    const ready = this.#ready;
    if (ready !== undefined && own.length === 0) return ready;
    const { prepareFiles, redefines } = await import('../../../language/prepare.ts');
    if (ready !== undefined && !redefines(ready, own)) return prepareFiles(own, ready);
    await this.#folder.refresh();
    return prepareFiles([...this.#folder.files(), ...own]);
  }
}

async function readReady(
  file: string,
  folder: string,
  names: readonly string[],
  files: Files,
): Promise<PreparedData | undefined> {
  const read = async (name: string) => ({ name, text: await files.readText(`${folder}/${name}`) });
  try {
    const [text, sources] = await Promise.all([files.readText(file), Promise.all([...names].sort().map(read))]);
    return readPrepared(text, sourcesOf(sources));
  } catch {
    // What cannot be read is told when the files themselves are worked on.
    return undefined;
  }
}
