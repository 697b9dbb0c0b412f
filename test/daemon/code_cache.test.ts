import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeCacheOf, loadScript } from '../../src/daemon/code_cache.ts';

interface Greeter {
  greet(name: string): string;
}

const SCRIPT = `(function (require) {
  const { basename } = require('node:path');
  return { greet: (name) => 'Hello ' + basename(name) };
})`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-code-'));
  file = join(folder, 'run.cjs');
  writeFileSync(file, SCRIPT);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Loads it, runs it, and keeps what V8 made of it. */
function keepCompiled(): void {
  const { exports, compiled } = loadScript<Greeter>(file);
  exports.greet('a');
  writeFileSync(codeCacheOf(file), compiled());
}

function loaded(): { readonly said: string; readonly cached: boolean } {
  const { exports, cached } = loadScript<Greeter>(file);
  return { said: exports.greet('rooms/attic'), cached };
}

test('a script runs from its text where nothing compiled stands beside it', () => {
  expect(loaded()).toEqual({ said: 'Hello attic', cached: false });
});

test('what was compiled of it is taken', () => {
  keepCompiled();
  expect(loaded()).toEqual({ said: 'Hello attic', cached: true });
});

test('what was compiled of another text counts for nothing, though it is as long', () => {
  keepCompiled();
  writeFileSync(file, SCRIPT.replace('Hello', 'Howdy'));
  expect(loaded()).toEqual({ said: 'Howdy attic', cached: false });
});

test.each([
  ['damaged', (bytes: Buffer) => bytes.fill(0xff, bytes.length >> 1)],
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
  ['empty', () => Buffer.alloc(0)],
  ['of another kind', () => Buffer.from('not what it should be')],
])('compiled code that is %s counts for nothing', (_how, change) => {
  keepCompiled();
  writeFileSync(codeCacheOf(file), change(readFileSync(codeCacheOf(file))));
  expect(loaded()).toEqual({ said: 'Hello attic', cached: false });
});
