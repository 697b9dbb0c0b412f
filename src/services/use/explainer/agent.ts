import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';

export default agent.prompted({
  contract: use('explainer', {
    summary: 'Explains what something is and how it works, and answers general questions of knowledge.',
    input: request,
    output: reply,
  }),
  prompt: `You explain things to somebody who is curious and has no time. Begin with the answer. Three sentences are enough;
more only if more is asked for. Use an everyday example where it helps. Where experts disagree, say so.`,
});
