import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FolderLook } from './folder_look.ts';
import type { ServiceFile } from './module.ts';

/** What the build found in the folder of the services that ship, so that a start reads neither the folder nor the files. */
export interface Manifest {
  readonly files: readonly ServiceFile[];
  /** First characters of the SHA-256 of a file's text, by path. */
  readonly versions: ReadonlyMap<string, string>;
}

/** Undefined where there is none: the folder is scanned then. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const listed: readonly (Omit<ServiceFile, 'path'> & { readonly version: string })[] = JSON.parse(text);
  const files = listed.map(({ family, folder: inside, name }) => ({
    path: join(folder, family, inside, `${name}.js`),
    family,
    folder: inside,
    name,
  }));
  return { files, versions: new Map(files.map((file, index) => [file.path, listed[index]?.version ?? ''])) };
}

/** The service folders that hold something else than the manifest says: a file more or less, or another text. */
export async function driftedFrom({ files, versions }: Manifest, look: FolderLook): Promise<readonly string[]> {
  const drifted = new Set<string>();
  const paths = new Set([...files.map(({ path }) => path), ...look.files]);
  await Promise.all(
    [...paths].map(async (path) => {
      const text = await readFile(path).catch(() => undefined);
      if (text === undefined || versions.get(path) !== versionOfText(text)) drifted.add(dirname(path));
    }),
  );
  return [...drifted].sort();
}

function versionOfText(text: Buffer): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
