import { Fault, type Folders, type ReadBackContext, tool } from 'agentos/service';
import { tellingWords } from '../../../language/filler_words.ts';
import {
  fileAppend,
  fileDelete,
  fileFind,
  fileList,
  fileMove,
  fileRead,
  fileRestore,
  fileStat,
  fileWrite,
  MAX_KEPT,
} from './contract.ts';

const MAX_READ = 4 * 1024 * 1024;

/** What stands there, where that can be kept to be put back. @throws Fault where it is too large, so that nothing is lost */
async function kept(folders: Folders, path: string): Promise<{ text: string; hash: string } | undefined> {
  try {
    return await folders.read(path, MAX_KEPT);
  } catch (thrown) {
    const { code } = Fault.from(thrown);
    if (code === 'NOT_FOUND') return undefined;
    if (code !== 'RESOURCE_EXHAUSTED') throw thrown;
    throw new Fault(
      'FAILED_PRECONDITION',
      `${path} is larger than ${MAX_KEPT} bytes, so what stands in it could not be put back; move it away or delete it first.`,
      { cause: thrown },
    );
  }
}

async function put(folders: Folders, path: string, text: string, before: { text: string; hash: string } | undefined) {
  const written = await folders.write(path, text, before?.hash);
  const { path: where, bytes, hash } = written;
  return { path: where, bytes, hash, ...(before === undefined ? {} : { was: before.text }) };
}

/** After a crash: what is to stand there stands there, or not. */
async function readBack(path: string, fits: (text: string) => boolean, { folders }: ReadBackContext) {
  const found = await folders.read(path, MAX_READ).catch((thrown: unknown) => {
    if (Fault.from(thrown).code === 'NOT_FOUND') return undefined;
    throw thrown;
  });
  if (found === undefined || !fits(found.text)) return { outcome: 'not_done' as const };
  // What stood there before is not known any more, so it cannot be taken back.
  return { outcome: 'done' as const, output: { path: found.path, bytes: found.bytes, hash: found.hash } };
}

async function there(folders: Folders, path: string) {
  return folders.stat(path).catch((thrown: unknown) => {
    if (Fault.from(thrown).code === 'NOT_FOUND') return undefined;
    throw thrown;
  });
}

/** Files of this machine, in the folders that the settings name. */
export default [
  tool({
    contract: fileList,
    async run({ folder, limit }, { folders }) {
      const { files, more } = await folders.list(folder, limit);
      return { files: [...files], more };
    },
  }),

  tool({
    contract: fileRead,
    async run({ path, max_chars }, { folders }) {
      const { text, ...facts } = await folders.read(path, MAX_READ);
      return { ...facts, text: text.slice(0, max_chars), cut: text.length > max_chars };
    },
  }),

  tool({
    contract: fileFind,
    async run({ about, folder, limit }, { folders, signal }) {
      const where = { signal, limit, ...(folder === undefined ? {} : { folder }) };
      const { hits, more } = await folders.find(tellingWords(about), where);
      return { files: [...hits], more };
    },
  }),

  tool({
    contract: fileStat,
    async run({ path }, { folders }) {
      const found = await there(folders, path);
      return found === undefined ? {} : { found };
    },
  }),

  tool({
    contract: fileWrite,
    async run({ path, text, replace }, { folders }) {
      return put(folders, path, text, replace ? await kept(folders, path) : undefined);
    },
    readBack: ({ path, text }, context) => readBack(path, (now) => now === text, context),
  }),

  tool({
    contract: fileAppend,
    async run({ path, text }, { folders }) {
      const before = await kept(folders, path);
      if (before === undefined) throw new Fault('NOT_FOUND', `${path} does not exist; write it instead.`);
      const apart = before.text === '' || before.text.endsWith('\n') ? '' : '\n';
      return put(folders, path, `${before.text}${apart}${text}${text.endsWith('\n') ? '' : '\n'}`, before);
    },
    readBack: ({ path, text }, context) => readBack(path, (now) => now.trimEnd().endsWith(text.trimEnd()), context),
  }),

  tool({
    contract: fileMove,
    async run({ from, to }, { folders }) {
      const moved = await folders.move(from, to);
      return { from: moved.from, to: moved.to.path, bytes: moved.to.bytes };
    },
    async readBack({ from, to }, { folders }) {
      const [old, now] = [await there(folders, from), await there(folders, to)];
      if (old !== undefined) return { outcome: now === undefined ? 'not_done' : 'unknown' };
      return now === undefined
        ? { outcome: 'unknown' }
        : { outcome: 'done', output: { from, to: now.path, bytes: now.bytes } };
    },
  }),

  tool({
    contract: fileDelete,
    async run({ path, bytes }, { folders }) {
      const now = await folders.stat(path);
      if (now.bytes !== bytes)
        throw new Fault('ABORTED', `${path} has ${now.bytes} bytes now, not ${bytes}: it has changed.`);
      const before = bytes > MAX_KEPT ? undefined : await textOf(folders, path);
      const gone = await folders.remove(path, { bytes, ...(before === undefined ? {} : { hash: before.hash }) });
      return { path: gone.path, bytes: gone.bytes, ...(before === undefined ? {} : { was: before.text }) };
    },
    async readBack({ path, bytes }, { folders }) {
      return (await there(folders, path)) === undefined
        ? { outcome: 'done', output: { path, bytes } }
        : { outcome: 'not_done' };
    },
  }),

  tool({
    contract: fileRestore,
    async run({ path, was, now }, { folders }) {
      if (was !== undefined) await folders.write(path, was, now);
      else if (now !== undefined) await folders.remove(path, { hash: now });
      return {};
    },
    async readBack({ path, was }, { folders }) {
      const found = await there(folders, path);
      if (was === undefined) return found === undefined ? { outcome: 'done', output: {} } : { outcome: 'not_done' };
      const text = found === undefined ? undefined : await textOf(folders, path);
      return text?.text === was ? { outcome: 'done', output: {} } : { outcome: 'not_done' };
    },
  }),
];

/** What is no text is not kept: it is deleted for good, after the same question. */
async function textOf(folders: Folders, path: string): Promise<{ text: string; hash: string } | undefined> {
  try {
    return await folders.read(path, MAX_KEPT);
  } catch (thrown) {
    if (Fault.from(thrown).code === 'FAILED_PRECONDITION') return undefined;
    throw thrown;
  }
}
