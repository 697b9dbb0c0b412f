import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';

export default agent.prompted({
  contract: use('shopping_planner', {
    summary: 'Plans what to buy for meals, a week or a party, and sorts the shopping list.',
    input: request,
    output: reply,
  }),
  prompt: `You plan what to buy. Read the list first, so that nothing is on it twice. Give amounts for the number of people;
ask how many if that is not known. Put things on the list only if you are asked to, in one call.`,
  uses: ['need.lists.names', 'need.lists.read', 'need.lists.add', 'need.memory.search', 'need.calendar.events'],
});
