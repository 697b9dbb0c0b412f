import { llmChoose, llmEmbed, llmShape, llmWrite, provider, type Tool, type ToolContext, tool } from 'agentos/service';
import { Budget } from './budget.ts';
import { choose } from './choose.ts';
import { llmUsage } from './contract.ts';
import { embed } from './embed.ts';
import { Models } from './models.ts';
import { Offers } from './offered.ts';
import { settings } from './settings.ts';
import { Shapes } from './shape.ts';
import { usageOf } from './usage.ts';
import { write } from './write.ts';

/** Models behind any endpoint that speaks OpenAI's protocol. Nothing is asked of anybody whom the settings do not name. */
export default provider({
  contracts: [llmWrite, llmShape, llmChoose, llmEmbed, llmUsage],
  settings,
  async open({ settings: own, clock, secret, storage, log, describe, signal: released }) {
    const problem = (thrown: unknown): void => log('what models used could not be written', { error: String(thrown) });
    const budget = new Budget(own, { clock, storage }, problem);
    // Where no model is set up, nothing is used: no record is read for it, and no time zone.
    if (own.models.length > 0) await budget.open();
    const models = new Models(own, { clock, secret }, budget, log);
    const shapes = new Shapes();
    const asking = (
      { model, max_tokens: maxTokens }: Asked,
      { signal, key, progress }: ToolContext,
      aloud = false,
    ) => ({
      model,
      maxTokens,
      signal: AbortSignal.any([signal, released]),
      turn: turnOf(key),
      hearing: aloud ? speaking(progress) : undefined,
    });
    const usage = tool({
      contract: llmUsage,
      async run({ probe }, { signal }) {
        return usageOf(own, models, budget, probe ? await models.probe(signal) : undefined);
      },
    });
    const talks: readonly Tool[] = [
      tool({
        contract: llmWrite,
        async run(input, context) {
          const question = asking(input, context, input.aloud);
          const { answer, ...rest } = await models.ask(question, (trial) => write(trial, input));
          return { ...answer, ...rest };
        },
      }),
      tool({
        contract: llmShape,
        async run(input, context) {
          const { answer, ...rest } = await models.ask(asking(input, context), (trial) => shapes.shape(trial, input));
          return { value: answer, ...rest };
        },
      }),
      tool({
        contract: llmChoose,
        async run(input, context) {
          const offers = new Offers(input.uses, describe);
          const question = asking(input, context, input.aloud);
          const { answer, ...rest } = await models.ask(question, (trial) => choose(trial, input, offers));
          return { ...answer, ...rest };
        },
      }),
    ];
    const embeds = tool({
      contract: llmEmbed,
      async run(input, context) {
        const question = { ...asking(input, context), embeds: true };
        const { answer, ...rest } = await models.ask(question, (trial) => embed(trial, input.texts));
        return { vectors: answer, ...rest };
      },
    });
    return {
      // What no model is set up for, nobody provides: who would ask can tell before.
      tools: [
        ...(own.models.some((model) => !model.embeds) ? talks : []),
        ...(own.models.some((model) => model.embeds) ? [embeds] : []),
        ...(own.models.length > 0 ? [usage] : []),
      ],
      release: () => budget.flush(),
    };
  },
});

interface Asked {
  readonly model?: string | undefined;
  readonly max_tokens?: number | undefined;
}

/** `<thread>/<turn>` of a call's key; nothing for a call outside of any turn. */
function turnOf(key: string): string | undefined {
  return /^(.+\/\d+)/.exec(key)?.[1];
}

/** Tells the words of each answer that is begun; one that takes another's place begins anew. */
function speaking(progress: ToolContext['progress']): () => (words: string) => void {
  let spoken = false;
  return () => {
    let first = true;
    return (words) => {
      progress(words, first && spoken);
      first = false;
      spoken = true;
    };
  };
}
