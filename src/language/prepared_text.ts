import { z } from 'zod';
import type { BlockData, ListData, Occurrences, PreparedData } from './prepared_data.ts';
import type { SentenceIssue } from './sentence_file.ts';
import type { Ints, ListKind } from './templates/word_graph.ts';

/**
 * Raised with every change of what is prepared, of how templates are read or of how words are folded: a text of another version is not
 * read, and the files that it was made from are worked on instead.
 */
export const PREPARED_VERSION = 3;

const array = <T>() => z.custom<readonly T[]>(Array.isArray);
const record = <T>() =>
  z.custom<Readonly<Record<string, T>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
/** Numbers as `<bits>:<how many>:<little-endian, base64>`. */
const ints = z.string().transform((text, context): Ints => {
  const made = readInts(text);
  if (made !== undefined) return made;
  context.addIssue({ code: 'custom', message: 'not as many numbers as it says' });
  return z.NEVER;
});
const occurrences = z.object({ from: ints, items: ints, lists: record<readonly number[]>() });

/** Only the outline is checked: the text is our own work, and is bound to its version and its sources. */
const preparedText = z.object({
  version: z.literal(PREPARED_VERSION),
  sources: z.string(),
  language: z.string(),
  words: array<string>(),
  graph: z.object({
    size: z.number().int(),
    ends: ints,
    shortest: ints,
    longest: ints,
    wordFrom: ints,
    wordIds: ints,
    wordTo: ints,
    listFrom: ints,
    listKinds: ints,
    listTo: ints,
    kinds: array<ListKind>(),
  }),
  blocks: array<BlockData>(),
  sentences: z.object({ starts: ints, blocks: ints, texts: array<string>() }),
  spoken: array<{ block: number; text: string }>(),
  lists: record<ListData>(),
  rules: record<string>(),
  vocabularies: record<readonly string[]>(),
  skipPhrases: array<readonly string[]>(),
  issues: array<SentenceIssue>(),
  starting: occurrences,
  having: occurrences,
  ending: occurrences,
});

/** Writes prepared sentences down. `sources` stands for the exact texts that they were made from. */
export function writePrepared(data: PreparedData, sources: string): string {
  const { graph, sentences, starting, having, ending, ...rest } = data;
  const { ends, shortest, longest, wordFrom, wordIds, wordTo, listFrom, listKinds, listTo } = graph;
  const numbers = { ends, shortest, longest, wordFrom, wordIds, wordTo, listFrom, listKinds, listTo };
  return JSON.stringify({
    version: PREPARED_VERSION,
    sources,
    ...rest,
    graph: { ...written(numbers), size: graph.size, kinds: graph.kinds },
    sentences: { ...written({ starts: sentences.starts, blocks: sentences.blocks }), texts: sentences.texts },
    starting: writtenOccurrences(starting),
    having: writtenOccurrences(having),
    ending: writtenOccurrences(ending),
  });
}

/** Reads what {@link writePrepared} wrote; undefined where it is of another version, of other sources, or damaged. */
export function readPrepared(text: string, sources: string): PreparedData | undefined {
  try {
    const read = preparedText.safeParse(JSON.parse(text));
    if (!read.success || read.data.sources !== sources) return undefined;
    const { version: _version, sources: _sources, ...data } = read.data;
    return data;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

function writtenOccurrences({ lists, from, items }: Occurrences) {
  return { ...written({ from, items }), lists };
}

function written<K extends string>(parts: Readonly<Record<K, Ints>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries<Ints>(parts).map(([name, numbers]) => {
      const bytes = Buffer.alloc(numbers.byteLength);
      const size = numbers.BYTES_PER_ELEMENT;
      for (const [index, number] of numbers.entries()) bytes.writeUIntLE(number, index * size, size);
      return [name, `${size * 8}:${numbers.length}:${bytes.toString('base64')}`];
    }),
  );
}

function readInts(text: string): Ints | undefined {
  const [bits, length] = text.split(':', 2);
  const count = Number(length);
  if ((bits !== '16' && bits !== '32') || !Number.isSafeInteger(count) || count < 0) return undefined;
  const numbers = bits === '16' ? new Uint16Array(count) : new Uint32Array(count);
  const bytes = Buffer.from(numbers.buffer);
  const base64 = text.slice(bits.length + (length ?? '').length + 2);
  if (base64.length !== Math.ceil(numbers.byteLength / 3) * 4) return undefined;
  if (bytes.write(base64, 'base64') !== numbers.byteLength) return undefined;
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) {
    if (bits === '16') bytes.swap16();
    else bytes.swap32();
  }
  return numbers;
}
