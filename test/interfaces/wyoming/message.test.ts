import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decoder, encode, longest, type Message, WyomingError } from '../../../src/interfaces/wyoming/message.ts';

function decoded(bytes: Uint8Array, step = bytes.length): Message[] {
  const decoder = new Decoder();
  const messages: Message[] = [];
  for (let at = 0; at < bytes.length; at += Math.max(1, step))
    messages.push(...decoder.push(bytes.subarray(at, at + Math.max(1, step))));
  return messages;
}

const ascii = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe("what the reference's own tests of its format hold", () => {
  // OHF-Voice/wyoming, tests/test_event.py: the header, `data`, then a payload with a line break in it.
  const payload = ascii('test\npayload');

  test('reads a header with data of its own, data that follows and goes over it, and a payload', () => {
    const bytes = Buffer.concat([
      ascii(
        '{"type": "test-event", "version": "1.5.4", "data_length": 16, "payload_length": 12, "data": {"test": "this will be overwritten by DATA", "test2": "this will not"}}\n',
      ),
      ascii('{"test": "data"}'),
      payload,
    ]);
    for (const step of [bytes.length, 1, 2, 7, 100]) {
      const [message, ...more] = decoded(bytes, step);
      expect(more).toEqual([]);
      expect(message).toMatchObject({ type: 'test-event', data: { test: 'data', test2: 'this will not' } });
      expect(Buffer.from(message?.payload ?? []).toString()).toBe('test\npayload');
    }
  });

  test('writes what the reference reads: header, version, lengths, data, payload, and nothing more', () => {
    const bytes = Buffer.from(encode({ type: 'test-event', data: { test: 'data' }, payload }));
    const line = bytes.indexOf('\n');
    const data = ascii('{"test":"data"}');
    expect(JSON.parse(bytes.subarray(0, line).toString())).toEqual({
      type: 'test-event',
      version: expect.any(String),
      data_length: data.length,
      payload_length: payload.length,
    });
    expect(bytes.subarray(line + 1)).toEqual(Buffer.concat([data, payload]));
  });

  test('writes no length for what is not there', () => {
    expect(Buffer.from(encode({ type: 'describe', data: {} })).toString()).toMatch(
      /^\{"type":"describe","version":"[\d.]+"\}\n$/,
    );
  });

  test('a length that is null is none', () => {
    expect(
      decoded(ascii('{"type": "ping", "data": {"text": null}, "data_length": null, "payload_length": null}\n')),
    ).toEqual([{ type: 'ping', data: { text: null } }]);
  });
});

test('any messages come out as they went in, however the bytes are cut', () => {
  const message = fc.record({
    type: fc.string({ minLength: 1, maxLength: 20 }),
    data: fc.dictionary(
      fc.string({ maxLength: 8 }).filter((key) => key !== '__proto__'),
      fc.jsonValue({ maxDepth: 2 }),
    ),
    payload: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 5 }), fc.integer({ min: 1, max: 400 }), (messages, step) => {
      const bytes = Buffer.concat(messages.map((each) => encode(each)));
      const read = decoded(bytes, step);
      expect(read.map(({ type, data, payload }) => ({ type, data, payload: [...(payload ?? [])] }))).toEqual(
        messages.map(({ type, data, payload }) => ({
          type,
          data: JSON.parse(JSON.stringify(data)),
          payload: [...payload],
        })),
      );
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['a length beyond all bounds', '{"type":"audio-chunk","payload_length":99999999999}\n'],
  ['data beyond all bounds', `{"type":"info","data_length":${longest.data + 1}}\n`],
  ['a negative length', '{"type":"audio-chunk","payload_length":-1}\n'],
  ['a length that is no whole number', '{"type":"audio-chunk","payload_length":1.5}\n'],
  ['a length in words', '{"type":"audio-chunk","payload_length":"12"}\n'],
  ['no JSON', 'GET / HTTP/1.1\n'],
  ['an empty line', '\n'],
  ['an array', '[1,2,3]\n'],
  ['no type', '{"data":{}}\n'],
  ['a type that is no text', '{"type":{"a":1}}\n'],
  ['data that is no object', '{"type":"a","data":[]}\n'],
  ['more data that is no JSON', '{"type":"a","data_length":3}\n{{{'],
  ['more data that is no object', '{"type":"a","data_length":4}\nnull'],
  ['nesting without an end', `${'['.repeat(100_000)}\n`],
])('%s is an error, and no crash', (_, text) => {
  for (const step of [text.length, 3]) expect(() => decoded(ascii(text), step)).toThrow(WyomingError);
});

test('a header without an end is refused before it fills the memory', () => {
  const decoder = new Decoder();
  const chunk = new Uint8Array(64 * 1024).fill(0x20);
  const feed = (): void => {
    for (let count = 0; count < 100; count += 1)
      for (const message of decoder.push(chunk)) expect(message).toBeUndefined();
  };
  expect(feed).toThrow('header is longer');
});

test('bytes that are no UTF-8 are refused', () => {
  expect(() => decoded(Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]))).toThrow(WyomingError);
});

test('keys that name the prototype stay keys', () => {
  const [message] = decoded(ascii('{"type":"a","data":{"__proto__":{"polluted":1}}}\n'));
  expect(Reflect.get(Object.prototype, 'polluted')).toBeUndefined();
  expect(Object.keys(message?.data ?? {})).toEqual(['__proto__']);
});
