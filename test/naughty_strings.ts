import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from './seeded.ts';

const BLNS = join(import.meta.dirname, '../../shared/data/security/blns/blns.json');
export const haveBlns = existsSync(BLNS);

/** The Big List of Naughty Strings, where it is there. */
export function blns(): readonly string[] {
  return haveBlns ? JSON.parse(readFileSync(BLNS, 'utf8')) : [];
}

/** Our own: what acts on terminals, logs, JSON, SQL, paths and people who read. */
export const OWN: readonly string[] = [
  'half \ud83d a pair',
  '\udc00\ud800 the wrong way round',
  'zero \0 in the middle',
  '\u001b[2J\u001b[31mred\u001b]0;title\u0007\u001b]8;;http://example.org\u0007link\u001b]8;;\u0007',
  '\u009b31m with one byte',
  '\u202egnp.exe \u2066inner\u2069 \u200f',
  'two\nlines\r\nand\u2028more\u2029still\u0085',
  '{"level":30,"time":"2026-01-01T00:00:00.000Z","msg":"forged"}',
  '\n{"level":60,"msg":"forged"}\n',
  'bell \u0007 back \b\b\b tab \t form \f',
  '\ufeffmark \u200b\u200c\u200d\u2060',
  'e\u0301'.repeat(50),
  `z${'\u0335\u0489'.repeat(200)}`,
  '__proto__',
  'constructor',
  '{"__proto__":{"polluted":true}}',
  "'; DROP TABLE events; --",
  '../../../../etc/passwd',
  '%s%n%x %p',
  '<speak><audio src="http://example.org"/></speak>',
  '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}',
  'x'.repeat(60_000),
  'ü'.repeat(30_000),
  '\u{10FFFF}\uFFFE\uFFFF',
];

/** Any UTF-16 units at all, half of them where it hurts; equal seeds give equal texts. */
export function anyText(count: number, seed: number): readonly string[] {
  const random = seeded(seed);
  const hurts = [0, 7, 8, 10, 13, 27, 34, 39, 60, 92, 0x7f, 0x9b, 0xd800, 0xdc00, 0x202e, 0x2028, 0xfeff, 0xffff];
  return Array.from({ length: count }, () =>
    String.fromCharCode(
      ...Array.from({ length: 1 + Math.floor(random() * 40) }, () =>
        random() < 0.5 ? (hurts[Math.floor(random() * hurts.length)] ?? 0) : Math.floor(random() * 0x1_0000),
      ),
    ),
  );
}
