import { reply, request, use } from 'agentos/contract';
import { agent, type GeneratorService, router } from 'agentos/service';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ToolContext } from '../../../../src/daemon/model/service.ts';
import type { Registered } from '../../../../src/daemon/runtime/registry.ts';
import { agentSearch } from '../../../../src/daemon/runtime/tools/agent_search.ts';

function* nothing() {
  return { text: 'x' };
}
const answers = (name: string, summary: string): GeneratorService =>
  agent({ contract: use(name, { summary, input: request, output: reply }), run: nothing });
const served = (services: readonly GeneratorService[]): readonly Registered<GeneratorService>[] =>
  services.map((service) => ({ provider: 'x', version: '1', namespace: 'x', service }));

async function found(services: readonly Registered<GeneratorService>[], text: string, limit = 3) {
  const { run } = agentSearch(
    () => services,
    () => false,
  );
  const answer = await run({ text, limit, compared: 32 }, {} as ToolContext);
  return z.object({ agents: z.array(z.object({ subject: z.string(), score: z.number() })) }).parse(answer).agents;
}

const FEW = served([
  answers('translator', 'Translates words and sentences into other languages.'),
  answers('planner', 'Plans a day, a week or a party step by step.'),
  answers('recipe_helper', 'Suggests recipes and explains how to cook them.'),
  agent({
    contract: use('sorter', {
      summary: 'Translates nothing.',
      input: z.object({ list: z.array(z.string()) }),
      output: reply,
    }),
    run: nothing,
  }),
  router({ contract: use('agent_router', { summary: 'Translates.', input: request, output: reply }), run: nothing }),
]);

describe('agents are found by what they say of themselves', () => {
  test('in any form of a word, best first, and only those that take a sentence', async () => {
    expect((await found(FEW, 'translate a sentence for me'))[0]).toMatchObject({ subject: 'use.translator' });
    expect((await found(FEW, 'what could I be cooking'))[0]).toMatchObject({ subject: 'use.recipe_helper' });
    const all = await found(FEW, 'my planning', 64);
    expect(all.map(({ subject }) => subject)).toEqual(['use.planner', 'use.recipe_helper', 'use.translator']);
    expect(all.map(({ score }) => score > 0)).toEqual([true, false, false]);
  });

  test('words that say nothing and signs of the search language find nobody', async () => {
    for (const text of ['what is the', '"" OR * NEAR(', 'key:x', '', 'DROP TABLE texts'])
      expect((await found(FEW, text)).filter(({ score }) => score > 0)).toEqual([]);
  });

  test('one that comes or goes is found or not', async () => {
    let current = FEW;
    const { run } = agentSearch(
      () => current,
      () => false,
    );
    const ask = async () =>
      z
        .object({
          agents: z.array(z.looseObject({ subject: z.string() })),
          models: z.object({ choose: z.boolean(), embed: z.boolean() }),
        })
        .parse(await run({ text: 'sing a song', limit: 1, compared: 32 }, {} as ToolContext));
    expect(await ask()).toMatchObject({ agents: [{ score: 0 }], models: { choose: false, embed: false } });
    current = [...FEW, ...served([answers('singer', 'Sings songs.')])];
    expect((await ask()).agents[0]).toMatchObject({ subject: 'use.singer' });
    current = FEW;
    expect((await ask()).agents[0]?.subject).not.toBe('use.singer');
  });

  test('among a thousand others the one that fits is found, and no more are shown', async () => {
    const many = served(Array.from({ length: 1_000 }, (_, n) => answers(`agent_${n}`, `Handles matter number ${n}.`)));
    const agents = await found([...many, ...FEW], 'translate good morning', 6);
    expect(agents).toHaveLength(6);
    expect(agents[0]).toMatchObject({ subject: 'use.translator' });
  });
});
