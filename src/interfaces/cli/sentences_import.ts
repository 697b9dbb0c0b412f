import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { mergeSentences, type SentenceText } from '../../language/merge_sentences.ts';
import { MAX_FILE_LENGTH } from '../../language/sentence_file.ts';
import { paths } from '../../settings/paths.ts';
import { CliError } from './cli_error.ts';
import { EXIT, type ExitCode } from './exit_code.ts';
import { aside, line } from './output.ts';
import type { ImportOptions } from './sentences.ts';
import { onOneLine } from './terminal_text.ts';

/** More issues than this are only counted. */
const SHOWN = 20;
const MAX_FILES = 5_000;

/** Writes one file with all sentences of the folder. Exit 65 where a part of them had to be left out. */
export async function importSentences(folder: string, { language, to }: ImportOptions): Promise<ExitCode> {
  const from = sourceFolder(resolve(folder), language);
  const files = await sentenceTexts(from);
  if (files.length === 0) throw new CliError(`There are no sentence files (*.yaml) in ${from}.`, EXIT.noInput);
  const spoken = language ?? theLanguage(files, from);
  const beside = await besideSentences(from, spoken);
  const own = files.filter(({ text }) => languageOf(text)?.toLowerCase() === spoken.toLowerCase());
  const merged = mergeSentences([...beside.files, ...own], spoken, beside.combinations);
  if (merged.sentences === 0) throw new CliError(`There are no ${spoken} sentences in ${from}.`, EXIT.data);
  if (merged.text.length > MAX_FILE_LENGTH)
    throw new CliError(
      `The ${spoken} sentences of ${from} come to ${merged.text.length.toLocaleString('en-US')} characters; the daemon reads a file of up to ${MAX_FILE_LENGTH.toLocaleString('en-US')}. Import a part of the folder.`,
      EXIT.data,
    );
  const target = resolve(to ?? join(dirname(paths().settingsFile), 'sentences'));
  await mkdir(target, { recursive: true });
  const file = join(target, `imported_${spoken.replace(/[^\p{L}\p{N}-]/gu, '_')}.yaml`);
  // Whole or not at all: a daemon may read it at any moment.
  const part = `${file}.part-${process.pid}`;
  await writeFile(part, merged.text);
  await rename(part, file);
  for (const { path, line: at, message } of merged.issues.slice(0, SHOWN))
    aside(`${path}:${at}: ${onOneLine(message)}`);
  if (merged.issues.length > SHOWN) aside(`… and ${merged.issues.length - SHOWN} more.`);
  line(`${merged.sentences} sentences for ${merged.intents} intents are in ${file}.`);
  if (merged.issues.length === 0) return EXIT.ok;
  aside(`${merged.issues.length} parts could not be used and are left out.`);
  return EXIT.data;
}

/** A copy of the whole collection has a folder for each language, mostly below `sentences`. */
function sourceFolder(folder: string, language: string | undefined): string {
  if (!isFolder(folder)) throw new CliError(`${folder} is no folder.`, EXIT.noInput);
  if (language === undefined) return folder;
  const found = [join(folder, 'sentences', language), join(folder, language)].find(isFolder);
  return found ?? folder;
}

/**
 * What stands beside the folder of a language in a copy of the whole collection: `lists` and `rules`, for all languages and for this one,
 * and `intents.yaml`, which tells what the combinations of slots have in common.
 */
async function besideSentences(
  from: string,
  language: string,
): Promise<{ files: SentenceText[]; combinations: string | undefined }> {
  const root = basename(dirname(from)) === 'sentences' ? dirname(dirname(from)) : undefined;
  if (root === undefined) return { files: [], combinations: undefined };
  const found: SentenceText[] = [];
  for (const folder of ['lists', join('lists', language), join('rules', language)]) {
    const path = join(root, folder);
    if (!isFolder(path)) continue;
    const names = (await readdir(path)).filter((name) => /\.ya?ml$/i.test(name)).sort();
    for (const name of names)
      found.push({ path: `${folder.split(sep).join('/')}/${name}`, text: await readFile(join(path, name), 'utf8') });
  }
  const intents = join(root, 'intents.yaml');
  return { files: found, combinations: existsSync(intents) ? await readFile(intents, 'utf8') : undefined };
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

async function sentenceTexts(folder: string): Promise<SentenceText[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (names.length > MAX_FILES)
    throw new CliError(`${folder} has ${names.length} files; name the folder of one language.`, EXIT.data);
  return Promise.all(
    names.map(async (name) => ({
      path: relative(folder, name).split(sep).join('/'),
      text: await readFile(name, 'utf8'),
    })),
  );
}

function languageOf(text: string): string | undefined {
  return /^language:\s*["']?([\w-]+)/m.exec(text)?.[1];
}

function theLanguage(files: readonly SentenceText[], folder: string): string {
  const found = new Set(files.flatMap(({ text }) => languageOf(text) ?? []));
  const [only] = found;
  if (only === undefined) throw new CliError(`No file in ${folder} says its language.`, EXIT.data);
  if (found.size > 1)
    throw new CliError(`${folder} has sentences in ${[...found].sort().join(', ')}; say which with --language.`);
  return only;
}
