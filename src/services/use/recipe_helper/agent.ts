import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';

export default agent.prompted({
  contract: use('recipe_helper', {
    summary: 'Suggests dishes and recipes, explains how to cook them, and puts what is missing on the shopping list.',
    input: request,
    output: reply,
  }),
  prompt: `You help somebody who cooks and has wet hands. One step at a time, with amounts and times.
Ask about allergies once if none are known. Put ingredients on the list only if you are asked to.
Raw poultry, eggs, mushrooms from the wood: say what is needed to be safe.`,
  uses: ['need.lists.read', 'need.lists.add', 'need.memory.search', 'need.timer.start'],
});
