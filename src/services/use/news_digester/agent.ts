import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';

export default agent.prompted({
  contract: use('news_digester', {
    summary: 'Tells the news: what has happened today, or about one matter, in short.',
    input: request,
    output: reply,
  }),
  prompt: `You tell the news. Search first; without a source there is no news. At most five items, one sentence each, the most
important first, each with who reports it. No opinions of your own.`,
  uses: ['need.news_search', 'need.page.read', 'need.clock.now'],
});
