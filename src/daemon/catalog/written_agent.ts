import { z } from 'zod';
import { reply, request, use } from '../model/contract.ts';
import { Fault } from '../model/fault.ts';
import { prompted } from '../model/prompted.ts';
import type { GeneratorService } from '../model/service.ts';

/** What stands above the prompt. */
const head = z.strictObject({
  /** What it is for, in one sentence: it is found by these words. */
  summary: z.string().trim().min(1).max(500),
  /** Subjects of what it may call. */
  uses: z
    .array(z.string().regex(/^(need|use)(\.[a-z][a-z0-9_]*)+$/, 'is no subject, as in need.weather or use.timers'))
    .max(32)
    .default([]),
  /** Name or level of a configured model. */
  model: z.string().optional(),
  /** It may take long: where that is asked for, and always by voice, it is told when it is done. */
  long: z.boolean().default(false),
});

const PARTS = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/;

/**
 * An agent from a Markdown file: `---`, its summary and what it uses as YAML, `---`, and the prompt.
 * @param name of its folder: `use.<name>` is its subject
 * @throws Fault FAILED_PRECONDITION saying what is wrong, and in which line where that is known
 */
export async function writtenAgent(name: string, text: string): Promise<GeneratorService> {
  const [, above, below] = PARTS.exec(text) ?? [];
  if (above === undefined)
    throw wrong('it has to begin with a line ---, then summary: and uses:, then another line --- and the prompt.');
  const { parseDocument } = await import('yaml');
  const document = parseDocument(above);
  const [error] = document.errors;
  if (error) throw wrong(`line ${1 + (error.linePos?.[0].line ?? 1)}: ${error.message.split('\n')[0]}`);
  const read = head.safeParse(document.toJS() ?? {});
  if (!read.success) {
    const told = read.error.issues.map(({ path, message }) => `${path.join('.') || 'its head'}: ${message}`);
    throw wrong(told.join('; '));
  }
  const prompt = below?.trim() ?? '';
  if (prompt === '') throw wrong('below the second --- stands the prompt, and there is none.');
  const { summary, uses, model, long } = read.data;
  return prompted({
    contract: use(name, { summary, input: request, output: reply, long }),
    prompt,
    uses,
    ...(model === undefined ? {} : { model }),
  });
}

function wrong(what: string): Fault {
  return new Fault('FAILED_PRECONDITION', what);
}
