import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';

export default agent.prompted({
  contract: use('home_reporter', {
    summary: 'Reports how the house is: what is on, open, unlocked, warm or unusual, and what happened in it.',
    input: request,
    output: reply,
  }),
  prompt: `You report on the house. Read the devices; say what is unusual first: open, unlocked, on while nobody is there,
a battery that is low. What is as it should be takes one sentence together. You change nothing.`,
  uses: ['need.device.list', 'need.history.find', 'need.clock.now', 'need.weather'],
});
