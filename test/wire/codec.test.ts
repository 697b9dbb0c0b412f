import { fromJSON } from '@grpc/proto-loader';
import fc from 'fast-check';
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

describe('the codec', () => {
  it('writes and reads as proto-loader does, for which the types are generated', () => {
    const { request } = wire.method('agentos.v1.Assistant', 'Converse');
    const service = loaded['agentos.v1.Assistant'];
    if (service === undefined || 'format' in service || service.Converse === undefined) throw new Error('no Converse');
    const { requestSerialize, requestDeserialize } = service.Converse;
    const utterance = fc.record(
      {
        requestId: fc.string(),
        text: fc.string({ unit: 'binary' }),
        alternatives: fc.array(fc.string()),
        confidence: fc.double(),
        speaker: fc.string(),
        continueLast: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const hello = fc.record(
      { name: fc.string(), lastOffset: fc.maxSafeNat(), capabilities: fc.record({ speak: fc.boolean() }) },
      { requiredKeys: [] },
    );
    const message = fc.oneof(
      fc.record({ utterance }),
      fc.record({ hello }),
      fc.record({ heard: fc.record({ offset: fc.maxSafeNat() }) }),
    );
    fc.assert(
      fc.property(message, (said) => {
        const bytes = request.write(said);
        expect(bytes.equals(requestSerialize(said))).toBe(true);
        expect(request.read(bytes)).toEqual(requestDeserialize(bytes));
      }),
    );
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
      },
    };
    const same: Record<keyof Said, true> = fields;
    expect(Object.keys(same)).toHaveLength(8);
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
