import { need } from 'agentos/contract';
import { Fault } from 'agentos/service';
import { z } from 'zod';

/** Longer than this nobody reads before saying yes. */
const MAX_SHOWN = 2_000;

/** Text that a question shows as it is: nothing in it moves the words around it. */
const argument = z
  .string()
  .max(4_000)
  .regex(/^[^\0]*$/, 'holds a zero, which no argument can');

export const shellRun = need('shell.run', {
  summary: 'Run a program of the machine with exact arguments, without a shell; only those that the owner allows.',
  input: z.object({
    /** As the settings name it. */
    program: z.string().min(1).max(500),
    args: z.array(argument).max(100).default([]),
    /** Where it runs: one of the owner's folders. */
    folder: z.string().min(1).max(1_000).optional(),
    /** What it reads. */
    input: z.string().max(100_000).optional(),
    seconds: z.int().min(1).max(60).default(20),
  }),
  output: z.object({
    /** Its exit code; absent where it was ended. */
    code: z.int().optional(),
    /** Why it was ended: it took too long, or said too much. */
    ended: z.enum(['killed', 'timeout', 'output']).optional(),
    stdout: z.string(),
    stderr: z.string(),
  }),
  effect: 'once',
  risk: 'danger',
  outside: true,
  private: true,
  // What it is given, it may send wherever it wants.
  outbound: true,
  deadlineMs: 75_000,
  question({ program, args, folder, input }) {
    const line = [program, ...args].map(shown).join(' ');
    const place = folder === undefined ? '' : ` in ${shown(folder)}`;
    const reads = input === undefined ? '' : `, which reads ${shown(input)}`;
    const said = `Run ${line}${place}${reads}?`;
    if (said.length > MAX_SHOWN)
      throw new Fault('INVALID_ARGUMENT', `need.shell.run: this is too long to be shown, so it is not run.`);
    return said;
  },
});

/** In quotation marks wherever a space or a sign could be mistaken for something else. */
function shown(text: string): string {
  return /^[\w./=:@%+,-]+$/.test(text) ? text : JSON.stringify(text).replace(/[\p{Cf}\p{Cc}\u2028\u2029]/gu, escaped);
}

function escaped(sign: string): string {
  return `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`;
}
