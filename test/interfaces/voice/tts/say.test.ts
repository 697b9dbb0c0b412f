import { describe, expect, test } from 'vitest';
import { openSay, plain } from '../../../../src/interfaces/voice/tts/say.ts';
import { conformsAsSynthesiser } from '../../../conformance/tts.ts';
import { missing } from '../home_grammar.ts';

const absent = process.platform === 'linux' ? missing('festival') : ['Linux'];

describe.skipIf(absent.length > 0)(`say${absent.length > 0 ? ` (skipped: ${absent.join()} is not here)` : ''}`, () => {
  conformsAsSynthesiser(() => openSay());
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
