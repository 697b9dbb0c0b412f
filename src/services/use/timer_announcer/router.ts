import { end, router } from 'agentos/service';
import { sayDurationBeforeNoun, sayDurationRoughly } from '../../../language/say_duration.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { timerRing } from '../../need/timer/contract.ts';
import { agentRouter } from '../agent_router/contract.ts';
import { timerAnnouncer } from './contract.ts';

/** Below this, nobody would call it late. */
const LATE_MS = 2_000;

export default router({
  contract: timerAnnouncer,
  *run({ input }) {
    const { rung } = yield* timerRing({ id: input.id, dueAt: input.dueAt });
    const name = input.name === undefined ? `${sayDurationBeforeNoun(input.durationMs)} timer` : named(input.name);
    if (!rung) return end({ text: `The ${name} was changed just before it was done.`, outcome: 'done' });

    const { epochMs } = yield* clockNow({});
    const lateMs = input.lateMs + Math.max(0, epochMs - input.toldAt);
    const late = lateMs < LATE_MS ? '' : ` It was due ${sayDurationRoughly(lateMs)} ago.`;
    if (input.command === undefined) return end({ text: `Your ${name} is done.${late}`, outcome: 'done' });

    const { area } = input;
    const answer = yield* agentRouter({ text: input.command, ...(area === undefined ? {} : { area }) });
    return end({ ...answer, text: `${answer.text}${late}` });
  },
});

function named(name: string): string {
  return /\btimer$/i.test(name) ? name : `${name} timer`;
}
