import { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import say from 'say';
import { afterAll, describe, expect, test } from 'vitest';
import { openSay, plain } from '../../../../src/interfaces/voice/tts/say.ts';
import { conformsAsSynthesiser } from '../../../conformance/tts.ts';
import { missing } from '../home_grammar.ts';

const absent = process.platform === 'linux' ? missing('festival') : ['Linux'];

describe.skipIf(absent.length > 0)(`say${absent.length > 0 ? ` (skipped: ${absent.join()} is not here)` : ''}`, () => {
  conformsAsSynthesiser(() => openSay());

  const folder = mkdtempSync(join(tmpdir(), 'agentos-say-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  /** Text that, pasted into festival's program, makes a file. */
  const attack = (file: string) => `hello") (system "touch ${file}") (SayText "bye`;

  test('the package by itself runs what it is told to say', async () => {
    const file = join(folder, 'by_the_package');
    say.speak(attack(file), undefined, undefined, () => undefined);
    const child: unknown = Reflect.get(say, 'child');
    if (child instanceof ChildProcess) await new Promise((resolve) => child.once('close', resolve));
    expect(existsSync(file)).toBe(true);
  });

  test('ours says it, and runs nothing', async () => {
    const file = join(folder, 'by_us');
    let samples = 0;
    for await (const piece of openSay().speak([attack(file)])) samples += piece.samples.length;
    expect(samples).toBeGreaterThan(0);
    expect(existsSync(file)).toBe(false);
  });
});

describe('what say is handed', () => {
  test('nothing that ends a string or begins a program is left', () => {
    const nasty = 'hello") (system "touch x") (SayText "bye \\" `$(id)` ; # \u0000 \n \u2028 “quoted” 「x」';
    expect(plain(nasty)).toMatch(/^[A-Za-z0-9 .,:;!?'%$-]*$/);
    expect(plain(nasty)).not.toMatch(/["\\()`]/);
    for (let code = 0; code < 0x3000; code += 1)
      expect(plain(`a${String.fromCharCode(code)}b`)).not.toMatch(/["\\()\n]/);
  });

  test('what is said stays readable', () => {
    expect(plain("It's 21.5 °C in the café, isn’t it?")).toBe("It's 21.5 degrees in the cafe, isn't it?");
  });

  test('a voice that is none is refused', () => {
    expect(() => openSay({ voice: 'x) (system "id"' })).toThrow('no voice of festival');
  });
});
