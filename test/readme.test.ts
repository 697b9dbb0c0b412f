import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
/** What is shown as an output, where a shell block is followed by one. */
interface Block {
  readonly line: number;
  readonly commands: string;
  readonly needsVoice: boolean;
  readonly shown: readonly string[];
}

function blocksOf(markdown: string): readonly Block[] {
  const fences = [...markdown.matchAll(/^```(\w+)( \w+)?\n([\s\S]*?)^```$/gm)];
  return fences.flatMap((fence, index) => {
    const [whole, kind, word, commands = ''] = fence;
    if (kind !== 'sh') return [];
    const next = fences[index + 1];
    const follows = next?.[1] === 'text' && markdown.slice(fence.index + whole.length, next.index).trim() === '';
    return {
      line: markdown.slice(0, fence.index).split('\n').length,
      commands,
      needsVoice: word?.trim() === 'voice',
      shown: follows ? (next[3] ?? '').split('\n').filter((line) => line.trim() !== '') : [],
    };
  });
}

const blocks = blocksOf(readFileSync(join(ROOT, 'README.md'), 'utf8'));
const outputs = new Map<Block, string>();
const home = mkdtempSync(join(tmpdir(), 'agentos-readme-'));
const withoutVoice = ['flite', 'sox', 'pocketsphinx_batch'].filter(
  (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0,
);

/** All blocks in order, in one shell, as a reader would: each ends the whole where a command of it fails. */
function scriptOf(run: readonly Block[]): string {
  const ready = 'until node dist/interfaces/cli/main.js services > /dev/null 2>&1; do sleep 0.2; done\n';
  const parts = run.map((block) => {
    // The tests cannot run all tests: one file stands for them.
    const commands = block.commands.replace(/^\.\/run test$/m, './run test test/language/say_duration.test.ts');
    return `echo "@@${block.line}"\n${commands}${commands.includes('./run start') ? ready : ''}`;
  });
  return `set -e\ncd '${ROOT}'\nend() { kill -9 $(jobs -p) 2> /dev/null || true; }\ntrap end EXIT\n${parts.join('')}`;
}

beforeAll(async () => {
  const stale = spawnSync('find', ['src', 'scripts/build.mjs', '-newer', 'dist/services/manifest.json', '-type', 'f'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  // ./run would build it now, under the hands of the other tests.
  if (stale.status !== 0 || stale.stdout !== '') throw new Error('dist is missing or old; run "npm run build" first.');
  const run = blocks.filter(({ needsVoice }) => !needsVoice || withoutVoice.length === 0);
  const script = join(home, 'readme.sh');
  writeFileSync(script, scriptOf(run));
  const { AGENTOS_SOCKET: _socket, ...env } = process.env;
  const said = await new Promise<string>((resolve, reject) => {
    const own = {
      CI: 'true',
      HOME: home,
      XDG_CONFIG_HOME: '',
      XDG_STATE_HOME: '',
      XDG_CACHE_HOME: '',
      XDG_RUNTIME_DIR: home,
    };
    const options = {
      env: { ...env, ...own, npm_config_offline: 'true' },
      timeout: 280_000,
      maxBuffer: 16 * 1024 * 1024,
    };
    execFile('bash', [script], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`README.md: ${error.message}\n${stdout}\n${stderr}`));
      else resolve(stdout);
    });
  });
  for (const part of said.split(/^@@/m).slice(1)) {
    const block = run.find(({ line }) => line === Number.parseInt(part, 10));
    if (block) outputs.set(block, part.slice(part.indexOf('\n') + 1));
  }
}, 300_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Whether a line was printed; `…` stands for anything. */
function wasPrinted(line: string, output: string): boolean {
  const literal = line
    .trim()
    .split('…')
    .map((part) => part.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^\\s*${literal.join('.*')}\\s*$`, 'u');
  return output.split('\n').some((printed) => expression.test(printed));
}

describe('every command in README.md', () => {
  it.for(blocks)('works, and prints what is shown (line $line)', (block, { skip }) => {
    skip(block.needsVoice && withoutVoice.length > 0, `not installed: ${withoutVoice.join(', ')}`);
    const output = outputs.get(block);
    expect(output).toBeDefined();
    const missing = block.shown.filter((line) => !wasPrinted(line, output ?? ''));
    expect({ missing, output: missing.length > 0 ? output : '' }).toEqual({ missing: [], output: '' });
  });
});
