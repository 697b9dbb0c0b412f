import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Each program is compiled on its own: one that is legal, and for each law the same program breaking it.

const HEAD = `
import { need, reply, use } from 'agentos/contract';
import { agent, all, end, forward, invoke, note, router, settle, tool } from 'agentos/service';
import { z } from 'zod';
const weather = need('weather', { summary: 'Weather.', input: z.object({ place: z.string().optional() }), output: z.object({ celsius: z.number() }), effect: 'read', risk: 'open' });
const agenda = need('agenda', { summary: 'Agenda.', input: z.object({}), output: z.object({ text: z.string() }), effect: 'read', risk: 'open' });
const brief = use('brief', { summary: 'Brief.', input: z.object({ place: z.string() }), output: reply });
const other = use('other', { summary: 'Other.', input: z.object({}), output: z.object({ count: z.number() }) });
`;

const LEGAL: Record<string, string> = {
  'an agent calls side by side and answers': `export default agent({ contract: brief, *run({ input }) {
    const [sky, day] = yield* all([weather({ place: input.place }), agenda({})]);
    const degrees: number = sky.celsius;
    yield* note({ metadata: { degrees } });
    return { text: day.text };
  } });`,
  'an agent forwards': `export default agent({ contract: brief, *run({ input }) { return forward(brief({ place: input.place })); } });`,
  'a router ends': `export default router({ contract: brief, *run() { const results = yield* settle([agenda({})]); return end({ text: String(results[0]?.ok) }); } });`,
  'a tool answers': `export default tool({ contract: weather, async run({ place }, { key }) { return { celsius: (place ?? key).length }; } });`,
  'a call by name': `export default router({ contract: brief, *run() { const data = yield* invoke('need.agenda', {}); return { text: JSON.stringify(data) }; } });`,
};

const ILLEGAL: Record<string, string> = {
  'an agent ends the turn': `export default agent({ contract: brief, *run() { return end({ text: 'no' }); } });`,
  'a tool forwards': `export default tool({ contract: weather, async run() { return forward(weather({})); } });`,
  'a tool ends the turn': `export default tool({ contract: weather, async run() { return end({ celsius: 1 }); } });`,
  'a tool calls': `export default tool({ contract: weather, *run() { yield* agenda({}); return { celsius: 1 }; } });`,
  'a wrong input': `export const call = weather({ place: 3 });`,
  'a wrong answer of a tool': `export default tool({ contract: weather, async run() { return { celsius: 'warm' }; } });`,
  'a wrong answer of an agent': `export default agent({ contract: brief, *run() { return { words: 'no' }; } });`,
  'a wrong answer at the end': `export default router({ contract: brief, *run() { return end({ words: 'no' }); } });`,
  'a forward to somebody who answers otherwise': `export default agent({ contract: brief, *run() { return forward(other({})); } });`,
  'an agent that is not a generator': `export default agent({ contract: brief, async run() { return { text: 'no' }; } });`,
  'an agent that yields what is no call': `export default agent({ contract: brief, *run() { yield 3; return { text: 'no' }; } });`,
  'an answer used as something else': `export default agent({ contract: brief, *run() { const sky = yield* weather({}); const text: string = sky.celsius; return { text }; } });`,
  'a tool made of an agent’s contract': `export default tool({ contract: brief, async run() { return { text: 'no' }; } });`,
  'an agent made of a tool’s contract': `export default agent({ contract: weather, *run() { return { celsius: 1 }; } });`,
};

const root = join(import.meta.dirname, '../..');
let folder: string;
const errors = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(root, 'test/types/.laws-'));
  const programs = [...Object.entries(LEGAL), ...Object.entries(ILLEGAL)];
  for (const [index, [, text]] of programs.entries()) writeFileSync(join(folder, `program_${index}.ts`), HEAD + text);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['*.ts'], compilerOptions: { types: [] } }),
  );
  let output = '';
  try {
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
  } catch (thrown) {
    output = String((thrown as { stdout: string }).stdout);
  }
  for (const [index, [name]] of programs.entries()) {
    errors.set(
      name,
      output.split('\n').filter((line) => line.includes(`program_${index}.ts`)),
    );
  }
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.keys(LEGAL))('compiles: %s', (name) => {
  expect(errors.get(name)).toEqual([]);
});

test.each(Object.keys(ILLEGAL))('does not compile: %s', (name) => {
  expect(errors.get(name)).not.toEqual([]);
  // It fails for the law, not because it cannot find what it imports.
  expect(errors.get(name)?.join('\n')).not.toMatch(/TS2307|TS6059|TS2834/);
});
