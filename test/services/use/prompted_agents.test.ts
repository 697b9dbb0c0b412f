import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isService } from '../../../src/daemon/catalog/service_shape.ts';
import type { GeneratorService } from '../../../src/daemon/model/service.ts';
import { drive } from '../drive.ts';

const folder = join(import.meta.dirname, '../../../src/services/use');
/** Agents that are a prompt, by their folders. */
const names = readdirSync(folder).filter((name) => {
  const file = join(folder, name, 'agent.ts');
  return readdirSync(join(folder, name)).includes('agent.ts') && readFileSync(file, 'utf8').includes('agent.prompted(');
});

async function agentOf(name: string): Promise<GeneratorService> {
  const { default: service } = await import(join(folder, name, 'agent.ts'));
  if (!isService(service) || service.kind !== 'agent') throw new Error(`${name} is no agent`);
  return service;
}

const usage = { input_tokens: 1, output_tokens: 1 };

describe('agents that are a prompt', () => {
  test('there are many', () => expect(names.length).toBeGreaterThanOrEqual(9));

  test.each(names)(
    '%s: takes a sentence, shows a model few tools and a short prompt, and says what it answers',
    async (name) => {
      const service = await agentOf(name);
      const { value, calls } = drive(service, { text: 'something' }, () => ({
        text: 'An answer.',
        calls: [],
        refused: [],
        model: 'm',
        usage,
      }));
      expect(value).toEqual({ text: 'An answer.', outcome: 'done' });
      const { uses, messages } = z
        .looseObject({ uses: z.array(z.unknown()), messages: z.array(z.looseObject({ text: z.string() })) })
        .parse(calls[0]?.input);
      expect(uses.length).toBeLessThanOrEqual(8);
      expect(messages[0]?.text.length).toBeLessThan(2_000);
      expect(service.contract.subject).toBe(`use.${name}`);
      expect(service.contract.summary.length).toBeGreaterThan(30);
    },
  );

  test('by voice it is told to be short', async () => {
    const told = (from: string) => {
      const { calls } = drive(
        translator,
        { text: 'something' },
        () => ({ text: 'An answer.', calls: [], refused: [], model: 'm', usage }),
        { origin: { client: 'hall', interface: from } },
      );
      return JSON.stringify(calls[0]?.input).includes('at most four sentences');
    };
    const translator = await agentOf('translator');
    expect([told('voice'), told('cli')]).toEqual([true, false]);
  });

  test('what they may use is there', async () => {
    const known = new Set<string>();
    for (const family of ['need', 'use'])
      for (const capability of readdirSync(join(folder, '..', family)))
        for (const file of readdirSync(join(folder, '..', family, capability)).filter((one) =>
          /^(contract|agent)\.ts$/.test(one),
        )) {
          const text = readFileSync(join(folder, '..', family, capability, file), 'utf8');
          for (const [, made, subject] of text.matchAll(/\b(need|use)\(\s*'([^']+)'/g)) known.add(`${made}.${subject}`);
        }
    const builtin = readFileSync(join(folder, '../../daemon/model/history.ts'), 'utf8');
    for (const [, subject] of builtin.matchAll(/\bneed\(\s*'([^']+)'/g)) known.add(`need.${subject}`);
    for (const name of names) {
      const text = readFileSync(join(folder, name, 'agent.ts'), 'utf8');
      for (const [, subject] of text.matchAll(/'((?:need|use)\.[a-z_.]+)'/g))
        expect(known, `${name} uses ${subject}`).toContain(subject);
    }
  });
});
