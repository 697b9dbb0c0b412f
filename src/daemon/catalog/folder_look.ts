import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isModule } from './module.ts';

/** How a folder of services stands, by what tells one state of a file from another. */
export interface FolderLook {
  /** All folders that a change may come in: the root, the one above it, the families, the services. Only those that there are. */
  readonly folders: readonly string[];
  /** State of each service folder's modules. */
  readonly services: ReadonlyMap<string, string>;
  /** Paths of all modules. */
  readonly files: readonly string[];
}

/** Looks at a folder of services. What goes away meanwhile is not there. */
export async function lookAt(root: string): Promise<FolderLook> {
  const folders = [await nearest(dirname(root))];
  const services = new Map<string, string>();
  const files: string[] = [];
  if (!(await isFolder(root))) return { folders, services, files };
  folders.push(root);
  for (const family of ['use', 'need'].map((name) => join(root, name))) {
    const inside = await readdir(family, { withFileTypes: true }).catch(() => undefined);
    if (inside === undefined) continue;
    folders.push(family);
    const found = inside.filter((entry) => entry.isDirectory()).map(({ name }) => join(family, name));
    folders.push(...found);
    const states = await Promise.all(found.map(stateOf));
    for (const [index, folder] of found.entries()) {
      const modules = states[index] ?? [];
      services.set(folder, modules.map(({ state }) => state).join('\n'));
      files.push(...modules.map(({ path }) => path));
    }
  }
  return { folders, services, files };
}

/** The service folders that stand otherwise than they did, those that are gone among them. */
export function changedBetween(before: FolderLook, after: FolderLook): readonly string[] {
  const all = new Set([...before.services.keys(), ...after.services.keys()]);
  return [...all].filter((folder) => (before.services.get(folder) ?? '') !== (after.services.get(folder) ?? '')).sort();
}

async function stateOf(folder: string): Promise<readonly { readonly path: string; readonly state: string }[]> {
  const names = (await readdir(folder).catch(() => [])).filter(isModule).sort();
  const states = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      return found?.isFile() ? [{ path, state: `${name} ${found.ino} ${found.size} ${found.mtimeMs}` }] : [];
    }),
  );
  return states.flat();
}

/** The folder itself, or the nearest above it that there is. */
async function nearest(folder: string): Promise<string> {
  let found = folder;
  while (!(await isFolder(found)) && dirname(found) !== found) found = dirname(found);
  return found;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}
