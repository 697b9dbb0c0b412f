import type { Reply } from 'agentos/contract';
import { end, Fault, forward, llmShape, router } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { agentRouter } from '../agent_router/contract.ts';
import { intentClassifier } from '../intent_classifier/contract.ts';
import { mail } from '../mail/contract.ts';
import { emailRouter } from './contract.ts';
import { ASK, commandOf, MEANT } from './meant_by_model.ts';

const UNKNOWN =
  'I did not understand what to do with your mail. You could say "read my unread mail", or "send a mail to Anna saying I am late".';

export default router({
  contract: emailRouter,
  *run({ input: { text, area } }) {
    const here = area === undefined ? {} : { area };
    const understood = yield* intentClassifier({ text, ...here });
    const commands = understood.plan.map(({ params }) => params);
    if (understood.plan.some(({ event }) => event !== mail.subject)) return forward(agentRouter({ text, ...here }));
    const [first, ...more] = commands;
    if (first !== undefined && more.length === 0) return forward(mail(first));
    if (first !== undefined) return end(yield* inTurn(commands));

    const command = yield* askModel(text);
    if (command === undefined) return end({ text: UNKNOWN, outcome: 'unknown' });
    return forward(mail(command));
  },
});

/** One after the other: what is answered may be what was read before. */
function* inTurn(commands: readonly Command[]) {
  const replies: Reply[] = [];
  for (const command of commands) replies.push(yield* mail(command));
  const failed = replies.find(({ outcome }) => outcome === 'failed');
  return { text: replies.map((one) => one.text).join(' '), outcome: failed?.outcome ?? ('done' as const) };
}

function* askModel(text: string) {
  try {
    const { value } = yield* llmShape({
      name: 'wanted',
      schema: MEANT,
      messages: [
        { role: 'system', text: ASK },
        { role: 'user', text },
      ],
    });
    return commandOf(value, text);
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code !== 'CANCELLED') return undefined;
    throw thrown;
  }
}
