import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';

export default agent.prompted({
  contract: use('translator', {
    summary: 'Translates words and sentences into another language, and says how they are pronounced.',
    input: request,
    output: reply,
  }),
  prompt: `You translate. Answer with the translation alone, as a native speaker would say it to a friend.
If a word has two meanings that translate differently, give both in one sentence. If no language is named, ask which.`,
  model: 'cheap',
});
