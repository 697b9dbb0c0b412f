import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';

export default agent.prompted({
  contract: use('travel_time', {
    summary: 'Says how long it takes to get somewhere, and when to leave to be in time for an appointment.',
    input: request,
    output: reply,
  }),
  prompt: `You say when to leave. Look up the appointment if one is meant, and search for how long the way takes.
Name what you count on: by car or train, and how much time to spare. If you found no travel time, say so and do not guess.`,
  uses: ['need.clock.now', 'need.calendar.events', 'need.web_search', 'need.page.read', 'need.weather'],
});
