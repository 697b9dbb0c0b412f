import { type Reply, reply, use } from 'agentos/contract';
import { end, Fault, forward, router, saidBefore } from 'agentos/service';
import { command } from '../../../language/command.ts';
import { refersBack } from '../../../language/follow_up.ts';
import { intentClassifier } from '../intent_classifier/contract.ts';
import { parallelExecutor, type TaskResult } from '../parallel_executor/contract.ts';
import { agentRouter } from './contract.ts';
import { asksWhatWasMeant } from './did_you_mean.ts';
import { batchesOf, joinReplies, replyOf } from './several.ts';
import { throughModel } from './through_model.ts';

/** Of the conversation so far, so many messages tell what "it" is. */
const BEFORE = 8;
/** What need.understand takes. */
const LONGEST = 10_000;

export default router({
  contract: agentRouter,
  *run({ input, thread }) {
    const area = input.area ?? thread.origin.area;
    const here = area === undefined ? {} : { area };
    if (input.text.trim() === '') return end({ text: 'I did not hear anything.', outcome: 'unknown' });
    if (input.text.length > LONGEST)
      return end({
        text: `That is too long: ${input.text.length} characters. I read at most ${LONGEST} at once.`,
        outcome: 'unknown',
      });

    // Looked at only where it may matter: what was said before may have come from outside, and is then doubted with this.
    const before = refersBack(input.text, input.language ?? 'en') ? wordsBefore(thread) : [];
    let meant = yield* intentClassifier({ text: input.text, ...here, ...(before.length === 0 ? {} : { before }) });
    // A recogniser's second guess counts only where the first means nothing at all.
    for (const text of (input.alternatives ?? []).filter((other) => other !== input.text).slice(0, 2)) {
      if (meant.tier !== 'none') break;
      const other = yield* intentClassifier({ text, ...here });
      if (other.tier !== 'none') meant = other;
    }

    if (meant.plan.length === 0) {
      const reply: Reply = meant.reply ?? { text: 'Sorry, I did not understand that.', outcome: 'unknown' };
      if (meant.unread !== true) return end(reply);
      const found = yield* throughModel(input.text, thread, reply);
      if ('call' in found) return forward(found.call);
      if (found.answered || meant.near === undefined) return end(found.reply);
      // What a person says yes to is read anew, so that whatever it would ask is asked.
      const chosen = yield* asksWhatWasMeant(input.text, meant.near, input.area ?? thread.origin.area);
      if (chosen === 'unasked') return end(found.reply);
      if (chosen === 'neither') return end({ text: 'All right, I did nothing.', outcome: 'unknown' });
      const text = typeof chosen === 'string' ? chosen : chosen.instead;
      meant = yield* intentClassifier({ text, ...here });
    }
    const [step, ...more] = meant.plan;
    if (step === undefined)
      return end(meant.reply ?? { text: 'Sorry, I did not understand that.', outcome: 'unknown' });
    if (more.length === 0 && meant.reply === undefined) return forward(takerOf(step.event)(step.params));

    const replies: Reply[] = [];
    for (const batch of batchesOf(meant.plan)) {
      const { results } = yield* parallelExecutor({ tasks: batch.map(({ event, params }) => ({ event, params })) });
      replies.push(...results.map((result: TaskResult) => replyOf(result)));
    }
    return end(joinReplies(meant.reply === undefined ? replies : [...replies, meant.reply]));
  },
});

/** What the person said in the turns before, the oldest first. */
function wordsBefore(thread: Parameters<typeof saidBefore>[0]): string[] {
  return saidBefore(thread, BEFORE).flatMap((message) => (message.role === 'user' ? [message.text] : []));
}

/** Made once for each agent that is there: making one looks at every part of what a command may hold. */
const takers = new Map<string, ReturnType<typeof takerNamed>>();

/** An agent that takes commands and answers people, by its subject: the plan is data, the form of such agents is fixed. */
function takerOf(subject: string) {
  if (!subject.startsWith('use.'))
    throw new Fault('INTERNAL', `use.agent_router: ${subject} is in the plan, but only use.* takes commands.`);
  const taker = takers.get(subject) ?? takerNamed(subject.slice('use.'.length));
  takers.set(subject, taker);
  return taker;
}

function takerNamed(name: string) {
  return use(name, { summary: 'Takes a command.', input: command, output: reply });
}
