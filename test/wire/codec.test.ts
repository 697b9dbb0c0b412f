import { fromJSON } from '@grpc/proto-loader';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { Wire } from '../../src/wire/codec.ts';
import { CODES, codeName, codeNumber } from '../../src/wire/codes.ts';
import type { ConverseRequest__Output } from '../../src/wire/generated/agentos/v1/ConverseRequest.ts';
import type { ConverseResponse__Output } from '../../src/wire/generated/agentos/v1/ConverseResponse.ts';
import { descriptor } from '../../src/wire/generated/descriptor.ts';
import { LOADING } from '../../src/wire/loading.ts';
import { converseRequest } from '../../src/wire/request.ts';
import { converseResponse, OUTCOME, THREAD_STATUS } from '../../src/wire/response.ts';

const wire = new Wire();
const loaded = fromJSON(descriptor, LOADING);
const reflected = protobuf.Root.fromJSON(descriptor);
reflected.resolveAll();

/** Messages of a type, with any of their fields, but one case of each oneof at most. */
function messages(name: string): fc.Arbitrary<object> {
  const type = reflected.lookupType(name);
  const alone = type.fieldsArray.filter(({ partOf }) => !partOf || partOf.fieldsArray.length === 1);
  const choices = type.oneofsArray.filter(({ fieldsArray }) => fieldsArray.length > 1);
  const fields = fc.record(Object.fromEntries(alone.map((field) => [field.name, values(field)])), { requiredKeys: [] });
  const cases = choices.map(({ fieldsArray }) =>
    fc.oneof(fc.constant({}), ...fieldsArray.map((field) => fc.record({ [field.name]: values(field) }))),
  );
  return fc.tuple(fields, ...cases).map((parts) => Object.assign({}, ...parts));
}

function values(field: protobuf.Field): fc.Arbitrary<unknown> {
  const one = valuesOf(field);
  if (field.map) return fc.dictionary(fc.string(), one, { noNullPrototype: true });
  return field.repeated ? fc.array(one, { maxLength: 3 }) : one;
}

function valuesOf({ type, resolvedType }: protobuf.Field): fc.Arbitrary<unknown> {
  if (resolvedType instanceof protobuf.Enum)
    return fc.oneof(fc.constantFrom(...Object.keys(resolvedType.values)), fc.integer({ min: 0, max: 99 }));
  if (resolvedType !== null) return messages(resolvedType.fullName);
  const scalars: { readonly [type: string]: fc.Arbitrary<unknown> } = {
    string: fc.string({ unit: 'binary' }),
    bytes: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    bool: fc.boolean(),
    double: fc.double(),
    int32: fc.integer(),
    int64: fc.maxSafeInteger(),
  };
  const scalar = scalars[type];
  if (scalar === undefined) throw new Error(`no values for ${type}`);
  return scalar;
}

const methods = Object.entries(loaded).flatMap(([service, definition]) =>
  'format' in definition
    ? []
    : Object.entries(definition).map(([name, method]) => ({ label: `${service}.${name}`, service, name, method })),
);

describe('the codec', () => {
  describe.each(methods)('of $label', ({ service, name, method }) => {
    const { path, request, response } = wire.method(service, name);
    const sides = [
      ['request', request, method.requestType, method.requestSerialize, method.requestDeserialize],
      ['response', response, method.responseType, method.responseSerialize, method.responseDeserialize],
    ] as const;

    it.each(sides)('writes and reads a %s as proto-loader does, for which the types are generated', (...side) => {
      const [, codec, { type }, serialize, deserialize] = side;
      const { fullName } = reflected.lookupType(String(Object(type).name));
      fc.assert(
        fc.property(messages(fullName), (said) => {
          const bytes = codec.write(said);
          expect(bytes.equals(serialize(said))).toBe(true);
          expect(codec.read(bytes)).toEqual(deserialize(bytes));
        }),
        { numRuns: 60 },
      );
      expect(path).toBe(method.path);
    });

    it.each(sides)('reads any bytes as a %s or says that they are none', (_side, codec) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
          try {
            expect(codec.read(Buffer.from(bytes))).toBeTypeOf('object');
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(RangeError);
          }
        }),
        { numRuns: 60 },
      );
    });
  });

  const { request } = wire.method('agentos.v1.Assistant', 'Converse');

  it('reads of several cases of a oneof the last, and passes over what it does not know', () => {
    const heard = request.write({ heard: { offset: 7 } });
    const hello = request.write({ hello: { name: 'x' } });
    expect(request.read(Buffer.concat([hello, heard]))).toEqual({ message: 'heard', heard: { offset: 7 } });
    // Field 2000: a varint, eight bytes, some bytes, four bytes; then `heard` as a varint, which it is not.
    const unknown = Buffer.from('807d7f817d0000000000000000827d03010203857d000000002801', 'hex');
    expect(request.read(Buffer.concat([unknown, heard, unknown]))).toEqual(request.read(heard));
  });

  it('ends where the bytes end too early, at every place', () => {
    const whole = request.write({ utterance: { requestId: 'r', text: 'turn on the light', confidence: 0.5 } });
    for (let length = 1; length < whole.length; length += 1)
      expect(() => request.read(whole.subarray(0, length)), String(length)).toThrow(RangeError);
  });

  it('keeps a key of a map that is also a name of JavaScript’s', () => {
    const { response } = wire.method('agentos.v1.Admin', 'Status');
    const facts = JSON.parse('{"__proto__": "a", "constructor": "b"}');
    const read: { facts?: unknown } = response.read(response.write({ facts }));
    expect(JSON.stringify(read.facts)).toBe(JSON.stringify(facts));
  });

  it('writes no number that it could not carry exactly', () => {
    expect(() => request.write({ heard: { offset: 2 ** 53 } })).toThrow(TypeError);
    expect(() => request.write({ heard: { offset: 0.5 } })).toThrow(TypeError);
    for (const offset of [Number.MIN_SAFE_INTEGER, -1, 2 ** 32, 2 ** 31 - 1, Number.MAX_SAFE_INTEGER])
      expect(request.read(request.write({ heard: { offset } }))).toMatchObject({ heard: { offset } });
  });

  it('has no method that is not there', () => {
    expect(() => wire.method('agentos.v1.Assistant', 'Forget')).toThrow('generate the wire anew');
    expect(() => wire.method('agentos.v1.Nobody', 'Status')).toThrow();
  });
});

describe('the schemas', () => {
  it('are of the generated types: a field that is renamed does not compile', () => {
    type RequestKinds = Exclude<ConverseRequest__Output['message'], undefined>;
    type ResponseKinds = Exclude<ConverseResponse__Output['message'], undefined>;
    const requests: Record<RequestKinds, true> = {
      hello: true,
      utterance: true,
      answer: true,
      cancel: true,
      heard: true,
      wakeClaim: true,
      ping: true,
    };
    const kinds = (schema: typeof converseRequest | typeof converseResponse) =>
      schema.options.map(({ shape }) => shape.message.value);
    expect(kinds(converseRequest).sort()).toEqual(Object.keys(requests).sort());
    const responses: Record<ResponseKinds, true> = {
      ...{ welcome: true, accepted: true, progress: true, mail: true, wakeVerdict: true, failure: true, done: true },
    };
    expect(kinds(converseResponse).sort()).toEqual(Object.keys(responses).sort());
    type Said = Extract<z.input<typeof converseRequest>, { message: 'utterance' }>['utterance'];
    const fields: Record<Exclude<keyof NonNullable<ConverseRequest__Output['utterance']>, `_${string}`>, true> = {
      ...{
        requestId: true,
        text: true,
        alternatives: true,
        confidence: true,
        speaker: true,
        language: true,
        thread: true,
        continueLast: true,
        sinceSpeechMs: true,
      },
    };
    const same: Record<keyof Said, true> = fields;
    expect(Object.keys(same)).toHaveLength(9);
  });

  it('refuse enums that are unknown or unspecified', () => {
    expect(THREAD_STATUS.word.parse('THREAD_STATUS_WAITING')).toBe('waiting');
    expect(THREAD_STATUS.name('failed')).toBe('THREAD_STATUS_FAILED');
    for (const wrong of ['THREAD_STATUS_UNSPECIFIED', 'WAITING', 'constructor', 7, undefined, null]) {
      expect(THREAD_STATUS.word.safeParse(wrong).success).toBe(false);
    }
    const { response } = wire.method('agentos.v1.Assistant', 'Converse');
    const mail = (status: number) => ({
      mail: { offset: 1, at: 1, thread: 't', turn: 1, reply: { text: 'x', status, acted: false } },
    });
    expect(converseResponse.safeParse(response.read(response.write(mail(3)))).success).toBe(true);
    expect(converseResponse.safeParse(response.read(response.write(mail(99)))).success).toBe(false);
    expect(OUTCOME.word.safeParse('OUTCOME_DONE').data).toBe('done');
  });
});

describe('codes', () => {
  it('have gRPC’s numbers', () => {
    expect(codeNumber('INVALID_ARGUMENT')).toBe(3);
    expect(codeNumber('UNAUTHENTICATED')).toBe(16);
    expect(CODES.map((code) => codeName(codeNumber(code)))).toEqual([...CODES]);
    expect(codeName(99)).toBe('UNKNOWN');
  });
});
