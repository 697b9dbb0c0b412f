import { describe, expect, it } from 'vitest';
import { AnswerText } from '../../../src/interfaces/cli/answer_text.ts';
import { clipped, forTerminal, onOneLine } from '../../../src/interfaces/cli/terminal_text.ts';

describe('text for a terminal', () => {
  it('shows what would act on the terminal', () => {
    expect(forTerminal('a\u001b[31mb\u0007c\u009bd\rX')).toBe('a\\u{1b}[31mb\\u{7}c\\u{9b}d\\u{d}X');
    expect(forTerminal('\u202egnp.exe\u2066 \u200b\ufeff\u2028')).toBe(
      '\\u{202e}gnp.exe\\u{2066} \\u{200b}\\u{feff}\\u{2028}',
    );
    expect(forTerminal('half \ud83d')).toBe('half \ufffd');
  });

  it('leaves words alone, in any script', () => {
    const text = 'Grüße, 21 °C\nשלום 👩‍👩‍👧 می‌خواهم';
    expect(forTerminal(text)).toBe(text);
    expect(forTerminal('a\tb\r\nc')).toBe('a    b\nc');
  });

  it('puts it on one line and clips it', () => {
    expect(onOneLine('a \n\n b')).toBe('a b');
    expect(clipped('lights', 6)).toBe('lights');
    expect(clipped('👍👍👍👍', 3)).toBe('👍👍…');
    expect(clipped('lights', 0)).toBe('…');
  });
});

describe('an answer as it comes', () => {
  function printed(play: (answer: AnswerText) => void): string {
    let out = '';
    play(new AnswerText((text) => (out += text)));
    return out;
  }

  it('prints each word once', () => {
    const out = printed((answer) => {
      answer.progress({ text: 'It is ', offset: 0, attempt: 0 });
      answer.progress({ text: 'is ten', offset: 3, attempt: 0 });
      answer.end('It is ten past four.');
    });
    expect(out).toBe('It is ten past four.\n');
  });

  it('waits for the whole after a gap', () => {
    const out = printed((answer) => {
      answer.progress({ text: 'It ', offset: 0, attempt: 0 });
      answer.progress({ text: 'four.', offset: 15, attempt: 0 });
      answer.end('It is ten past four.');
    });
    expect(out).toBe('It is ten past four.\n');
  });

  it('begins a new line where the answer starts anew or ends otherwise', () => {
    const anew = printed((answer) => {
      answer.progress({ text: 'It i', offset: 0, attempt: 0 });
      answer.progress({ text: 'Ten', offset: 0, attempt: 1 });
      answer.end('Ten past four.');
    });
    expect(anew).toBe('It i\nTen past four.\n');
    const otherwise = printed((answer) => {
      answer.progress({ text: 'It i', offset: 0, attempt: 0 });
      answer.end('Sorry.');
    });
    expect(otherwise).toBe('It i\nSorry.\n');
  });
});
