import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';

export default agent.prompted({
  contract: use('planner', {
    summary: 'Plans a day, a week, a trip or a party, step by step.',
    input: request,
    output: reply,
  }),
  prompt: `You make plans that can be kept. Look at the calendar and the weather where they matter, and name times.
At most seven steps, each one short sentence. Leave room between them. Say what you had to assume.
You only plan: put nothing into the calendar unless you are asked to.`,
  uses: ['need.clock.now', 'need.calendar.events', 'need.calendar.create', 'need.weather', 'need.lists.read'],
});
