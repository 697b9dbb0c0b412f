import { Fault, settle } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { capitalised } from '../../../language/say_devices.ts';
import { meantBy, type Now } from '../../../language/when_meant.ts';
import { whenOf } from '../../../language/when_slot.ts';
import { scheduleCreate } from '../../need/schedule/contract.ts';
import { agentRouter } from '../agent_router/contract.ts';
import { DOUBTS, HABIT } from './do_later.ts';
import { failed, type Origin, placeOf } from './origin.ts';
import { sayWhen } from './plans.ts';

interface Asked {
  readonly id: string;
  readonly turn: number;
  readonly origin: Origin;
}

/** Does a command now, and has what it did put back when the time is over, by the inverse that the log has of it. */
export function* forAWhile(slots: Command['slots'], { id, turn, origin }: Asked, now: Now) {
  const words = typeof slots.conversation_command === 'string' ? slots.conversation_command : '';
  const meant =
    typeof slots.seconds === 'number'
      ? ({ type: 'elapsed', durationMs: Math.round(slots.seconds * 1_000) } as const)
      : meantBy(whenOf(slots.until) ?? {}, now, HABIT);
  if (typeof meant === 'string') return failed(DOUBTS[meant].replace('planned', 'did'));
  const here = origin.area === undefined ? {} : { area: origin.area };
  const answer = yield* agentRouter({ text: words, ...here });
  if (answer.outcome !== 'done') return answer;
  const back = { intent: 'AgentosPutBack', slots: { thread: id, turn }, targets: [], text: words };
  const [planned] = yield* settle([
    scheduleCreate({
      kind: 'task',
      label: `put back: ${words}`,
      call: { subject: 'use.history', input: back },
      when: meant,
      catchUp: 'run_once',
      ...placeOf(origin),
    }),
  ]);
  if (planned?.ok !== true)
    return { ...answer, text: `${answer.text} It stays so: ${Fault.from(planned?.error).message}` };
  return { ...answer, text: `${answer.text} ${capitalised(sayWhen(planned.value, now))} I will put it back.` };
}
