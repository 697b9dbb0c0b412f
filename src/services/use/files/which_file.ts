import { fileList, fileStat } from '../../need/file/contract.ts';

export function words(slot: unknown): string | undefined {
  if (typeof slot !== 'string') return undefined;
  const said = slot.trim().replace(/[.!?]+$/u, '');
  return said === '' ? undefined : said;
}

/** A name as it is said or typed: "notes dot txt" is `notes.txt`. */
export function fileName(slot: unknown): string | undefined {
  return words(slot)
    ?.replace(/^(?:the|my|our) (?:file )?/iu, '')
    .replace(/^["'“](.*)["'”]$/u, '$1')
    .replace(/ dot (?=\w+$)/iu, '.');
}

/** The file of exactly this name, or with the ending that notes have. */
export function* fileNamed(name: string) {
  const { found } = yield* fileStat({ path: name });
  if (found?.kind === 'file') return found;
  if (/\.\w+$/.test(name)) return undefined;
  const { found: note } = yield* fileStat({ path: `${name}.txt` });
  return note?.kind === 'file' ? note : undefined;
}

/** A folder by its path, or one of the owner's folders by its name. */
export function* folderNamed(name: string) {
  const plain = name.replace(/^(?:the|my|our) /iu, '').replace(/ folder$/iu, '');
  const { found } = yield* fileStat({ path: plain });
  if (found?.kind === 'folder') return found.path;
  const { files: roots } = yield* fileList({});
  const root = roots.find(({ path }) => path.toLowerCase().endsWith(`/${plain.toLowerCase()}`));
  return root?.path ?? plain;
}
