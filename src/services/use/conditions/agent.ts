import { agent, Fault } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { condition } from '../../../language/condition.ts';
import { agentRouter } from '../agent_router/contract.ts';
import { conditions } from './contract.ts';
import { doWhen } from './do_when.ts';
import { type Fact, factOf } from './fact.ts';

export default agent({
  contract: conditions,
  *run({ input: { intent, slots }, thread }) {
    const { area } = thread.origin;
    const here = area === undefined ? {} : { area };
    const wanted = condition.safeParse(slots.condition).data;
    const words = textOf(slots.conversation_command);
    if (wanted === undefined || words === undefined)
      throw new Fault('INVALID_ARGUMENT', 'use.conditions needs a condition and a command.');
    if (intent === 'AgentosDoWhen') return yield* doWhen(wanted, words, slots.again === true, thread.origin);
    return yield* doIf(yield* factOf(wanted, here), words, textOf(slots.otherwise), here);
  },
});

/** Carries out one of two commands, and tells what decided it. What cannot be told decides nothing. */
function* doIf(fact: Fact, words: string, otherwise: string | undefined, here: { readonly area?: string }) {
  if (fact.is === undefined) return { text: `${fact.text} So I did nothing.`, outcome: 'failed' as const };
  const chosen = fact.is ? words : otherwise;
  if (chosen === undefined)
    return { text: `${fact.text.replace(/[.!?]+$/u, '')}, so I left it as it is.`, outcome: 'done' as const };
  const answer = yield* agentRouter({ text: chosen, ...here });
  return { ...answer, text: `${fact.text} ${answer.text}` };
}

function textOf(slot: Command['slots'][string] | undefined): string | undefined {
  return typeof slot === 'string' && slot !== '' ? slot : undefined;
}
