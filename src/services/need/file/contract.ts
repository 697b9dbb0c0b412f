import { need } from 'agentos/contract';
import type { Call } from 'agentos/service';
import { z } from 'zod';
import { sayBytes } from './say_bytes.ts';

/** Shown in questions: no sign in it may move the words around it. */
const path = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u, 'is no path: it holds signs that cannot be seen');

/** What is kept so that a change can be taken back; what is larger is not changed. */
export const MAX_KEPT = 64 * 1024;
const text = z.string().max(200_000);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const facts = z.object({
  /** From the root on. */
  path: z.string(),
  kind: z.enum(['file', 'folder', 'other']),
  bytes: z.int(),
  /** When it was changed last, wall-clock milliseconds since the epoch. */
  at: z.int(),
});
export type FileFacts = z.infer<typeof facts>;

/** Anybody may have written what stands in a file, or what it is called; and it is nobody else's business. */
const FROM_FILES = { effect: 'read', risk: 'private', outside: true, private: true, deadlineMs: 15_000 } as const;

export const fileList = need('file.list', {
  ...FROM_FILES,
  summary: "Files: what is in one of the owner's folders; the folders themselves where none is named.",
  input: z.object({ folder: path.optional(), limit: z.int().min(1).max(500).default(100) }),
  output: z.object({ files: z.array(facts), more: z.boolean() }),
  question: ({ folder }) => (folder === undefined ? 'Tell which folders there are?' : `Tell what is in ${folder}?`),
});

export const fileRead = need('file.read', {
  ...FROM_FILES,
  summary: "Files: read a text file in the owner's folders.",
  input: z.object({ path, max_chars: z.int().min(100).max(200_000).default(20_000) }),
  output: z.object({ ...facts.shape, text: z.string(), hash, cut: z.boolean() }),
  question: ({ path: of }) => `Read out ${of}?`,
});

export const fileFind = need('file.find', {
  ...FROM_FILES,
  summary: "Files: find files in the owner's folders by words of their name or text.",
  input: z.object({
    about: z.string().trim().min(1).max(300),
    folder: path.optional(),
    limit: z.int().min(1).max(50).default(10),
  }),
  output: z.object({
    files: z.array(facts.extend({ line: z.string().optional() })),
    /** Not all that fits is here, or not all was looked at. */
    more: z.boolean(),
  }),
  question: ({ about }) => `Look for ${about} in your files?`,
});

/** Size and time of what was named by whoever asks: nothing in the answer was written by anybody else. */
export const fileStat = need('file.stat', {
  summary: "Files: whether there is a file in the owner's folders, how large, and from when.",
  input: z.object({ path }),
  output: z.object({ found: facts.optional() }),
  effect: 'read',
  risk: 'open',
});

const put = z.object({ path: z.string(), bytes: z.int(), hash, was: z.string().optional() });

/** Puts back what a change took away, as long as nobody has changed it since. */
export const fileRestore = need('file.restore', {
  summary: 'Files: put a file back as it was before it was written, moved or deleted here.',
  input: z.object({
    path,
    /** What stood there; nothing where there was no file. */
    was: text.optional(),
    /** The hash of what stands there now; nothing where there is no file. */
    now: hash.optional(),
  }),
  output: z.object({}),
  effect: 'once',
  risk: 'private',
  question: ({ path: of, was }) =>
    was === undefined ? `Take away ${of}, which was made here?` : `Put ${of} back as it was, ${sizeOf(was)}?`,
});

function back(of: string, { was, hash: now }: z.infer<typeof put>): Call<unknown> {
  return fileRestore({ path: of, now, ...(was === undefined ? {} : { was }) });
}

export const fileWrite = need('file.write', {
  summary: "Files: write a text file in one of the owner's folders that may be written to.",
  input: z.object({
    path,
    text,
    /** Takes the place of what is there; otherwise nothing may be there. */
    replace: z.boolean().default(false),
  }),
  output: put,
  effect: 'once',
  risk: 'private',
  outside: true,
  private: true,
  question: ({ path: to, text: said, replace }) =>
    `${replace ? 'Write over' : 'Write'} the file ${to}, ${sizeOf(said)}?`,
  undo: (_input, output) => back(output.path, output),
});

export const fileAppend = need('file.append', {
  summary: "Files: add lines to the end of a text file in one of the owner's folders that may be written to.",
  input: z.object({ path, text: text.min(1) }),
  output: put,
  effect: 'once',
  risk: 'private',
  outside: true,
  private: true,
  question: ({ path: to, text: said }) => `Add ${sizeOf(said)} to ${to}?`,
  undo: (_input, output) => back(output.path, output),
});

export const fileMove = need('file.move', {
  summary: "Files: rename or move a file within the owner's folders that may be written to; never over another.",
  input: z.object({ from: path, to: path }),
  output: z.object({ from: z.string(), to: z.string(), bytes: z.int() }),
  effect: 'once',
  risk: 'private',
  question: ({ from, to }) => `Move ${from} to ${to}?`,
  undo: (_input, { from, to }): Call<unknown> => fileMove({ from: to, to: from }),
});

export const fileDelete = need('file.delete', {
  summary: "Files: delete a file in one of the owner's folders that may be written to. Say its size, as it was told.",
  input: z.object({ path, bytes: z.int().min(0) }),
  output: z.object({ path: z.string(), bytes: z.int(), was: z.string().optional() }),
  effect: 'once',
  risk: 'danger',
  outside: true,
  private: true,
  question: ({ path: of, bytes }) =>
    `Delete ${of}, ${sayBytes(bytes)}?${bytes > MAX_KEPT ? ' It cannot be brought back.' : ''}`,
  undo: (_input, { path: of, was }) => (was === undefined ? undefined : fileRestore({ path: of, was })),
});

function sizeOf(said: string): string {
  return sayBytes(new TextEncoder().encode(said).length);
}
