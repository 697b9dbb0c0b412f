import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

// Files that `npm run test:injection -- --texts FILE` refuses, before anything is started.
const ROOT = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'agentos-texts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tried(bytes: string | Buffer, ...more: string[]): { readonly code: number | null; readonly said: string } {
  const file = join(folder, 'texts.jsonl');
  writeFileSync(file, bytes);
  const args = ['scripts/test_injection.mjs', '--texts', file, ...more];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  return { code: status, said: stderr.trim().replaceAll(file, 'FILE') };
}

test.each<readonly [string, string | Buffer, string]>([
  [
    'a line that is no JSON',
    '{"text":"a"}\n{text: b}\n',
    'FILE, line 2: it is no JSON: {text: b}. Each line is {"text": "…"}.',
  ],
  [
    'other fields',
    '{"context":"a","question":"b"}\n',
    'FILE, line 1: it has no "text", but "context", "question" (--field NAME takes another). Each line is {"text": "…"}.',
  ],
  ['no field', '\n\n{}\n', 'FILE, line 3: it has no "text", but nothing. Each line is {"text": "…"}.'],
  [
    'a field of another kind',
    '{"text":["a"]}\n',
    'FILE, line 1: its "text" is no text: ["a"]. Each line is {"text": "…"}.',
  ],
  ['a null', '{"text":null}', 'FILE, line 1: its "text" is no text: null. Each line is {"text": "…"}.'],
  ['a list', '["a"]\n', 'FILE, line 1: it is no object: ["a"]. Each line is {"text": "…"}.'],
  ['one JSON over many lines', '{\n  "a": 1\n}\n', 'FILE, line 1: it is no JSON: {. Each line is {"text": "…"}.'],
  ['nothing', '\n \n', 'FILE holds no texts. Each line is {"text": "…"}.'],
  [
    'other bytes',
    Buffer.from([0xff, 0xfe, 0x00, 0x41]),
    'FILE cannot be read: it is no UTF-8. Name a file of JSON lines {"text": "…"}.',
  ],
  [
    'a name of the prototype',
    '{"a":1}',
    'FILE, line 1: it has no "toString", but "a" (--field NAME takes another). Each line is {"toString": "…"}.',
  ],
])('%s', (name, bytes, wanted) => {
  const { code, said } = tried(bytes, ...(name === 'a name of the prototype' ? ['--field', 'toString'] : []));
  expect(said).toBe(wanted);
  expect(code).toBe(64);
});

test('a file that is not there', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['scripts/test_injection.mjs', '--texts', '/nowhere/x.jsonl'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  expect(status).toBe(64);
  expect(stderr).toMatch(/^\/nowhere\/x\.jsonl cannot be read: ENOENT.*Name a file of JSON lines/);
});
