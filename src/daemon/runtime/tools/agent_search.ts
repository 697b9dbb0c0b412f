import { tellingWords } from '../../../language/filler_words.ts';
import { agentsAbout } from '../../model/builtin.ts';
import { llmChoose, llmEmbed } from '../../model/llm.ts';
import type { GeneratorService, Tool } from '../../model/service.ts';
import { tool } from '../../model/service.ts';
import { WordIndex } from '../../store/word_index.ts';
import type { Registered } from '../registry.ts';

/** What every agent's input and output is tried with, to find those that take a sentence and answer a person. */
const SENTENCE = { text: 'x' };

interface Described {
  readonly subject: string;
  readonly summary: string;
}

/**
 * Finds agents by what they say of themselves, so that nobody has to be shown the whole list.
 * @param handlers the same list until one comes or goes
 * @param provided whether anybody provides a capability now
 */
export function agentSearch(
  handlers: () => readonly Registered<GeneratorService>[],
  provided: (subject: string) => boolean,
): Tool {
  let known: { readonly of: unknown; readonly found: readonly Described[]; readonly words: WordIndex } | undefined;
  const current = () => {
    const of = handlers();
    if (known?.of !== of) {
      known?.words.close();
      const found = takers(of);
      const texts = found.map(({ subject, summary }) => ({ key: subject, text: `${nameOf(subject)} ${summary}` }));
      known = { of, found, words: new WordIndex(texts) };
    }
    return known;
  };
  return tool({
    contract: agentsAbout,
    async run({ text, limit, compared }) {
      const { found, words } = current();
      const models = { choose: provided(llmChoose.subject), embed: provided(llmEmbed.subject) };
      const most = models.embed ? compared : limit;
      const hits = words.search(tellingWords(text), most);
      const scores = new Map(hits.map(({ key, score }) => [key, score]));
      const best = hits.flatMap(({ key }) => found.filter(({ subject }) => subject === key));
      const rest = found.filter(({ subject }) => !scores.has(subject));
      const agents = [...best, ...rest]
        .slice(0, most)
        .map(({ subject, summary }) => ({ subject, summary, score: scores.get(subject) ?? 0 }));
      return { agents, models };
    },
  });
}

function takers(handlers: readonly Registered<GeneratorService>[]): readonly Described[] {
  return handlers
    .filter(({ service }) => service.kind === 'agent' || service.contract.subject !== 'use.agent_router')
    .map(({ service }) => service.contract)
    .filter(({ input, output }) => input.safeParse(SENTENCE).success && output.safeParse(SENTENCE).success)
    .map(({ subject, summary }) => ({ subject, summary }))
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

function nameOf(subject: string): string {
  return subject.slice('use.'.length).replaceAll(/[._]/g, ' ');
}
