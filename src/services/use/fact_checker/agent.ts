import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';

export default agent.prompted({
  contract: use('fact_checker', {
    summary: 'Checks whether a claim is true, against sources on the web.',
    input: request,
    output: reply,
    long: true,
  }),
  prompt: `You check claims. Search for sources that do not depend on one another, read the best two, and say: true, false,
partly true, or not known. Then one sentence why, and where it stands. What you did not find out you do not claim.`,
  uses: ['need.web_search', 'need.academic_search', 'need.page.read'],
});
