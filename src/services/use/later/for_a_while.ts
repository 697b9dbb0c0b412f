import { Fault, settle } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { deviceClassOf, domainOf } from '../../../language/home.ts';
import { capitalised, sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { meantBy, type Now } from '../../../language/when_meant.ts';
import { whenOf } from '../../../language/when_slot.ts';
import { deviceList, deviceSet, type EntityRecord } from '../../need/device/contract.ts';
import { scheduleCreate } from '../../need/schedule/contract.ts';
import { sureOf, understand } from '../../need/understand/contract.ts';
import { agentRouter } from '../agent_router/contract.ts';
import { DOUBTS, HABIT } from './do_later.ts';
import { failed, type Origin, placeOf } from './origin.ts';
import { sayWhen } from './plans.ts';
import { type Changes, changesBetween } from './put_back.ts';

/** Does a command now, and has what it changed put back when the time is over. */
export function* forAWhile(slots: Command['slots'], origin: Origin, now: Now) {
  const wanted = typeof slots.conversation_command === 'string' ? slots.conversation_command : '';
  const meant =
    typeof slots.seconds === 'number'
      ? ({ type: 'elapsed', durationMs: Math.round(slots.seconds * 1_000) } as const)
      : meantBy(whenOf(slots.until) ?? {}, now, HABIT);
  if (typeof meant === 'string') return failed(DOUBTS[meant].replace('planned', 'did'));
  const here = origin.area === undefined ? {} : { area: origin.area };
  const words = yield* sureOf(wanted, here);
  if (words === undefined) return failed('I did not catch what you mean, so I did nothing.');
  const { commands } = yield* understand({ text: words, ...here });
  const ids = [...new Set(commands.flatMap(({ targets }) => targets.map(({ id }) => id)))];
  const before = yield* deviceList({ entities: ids });
  const answer = yield* agentRouter({ text: words, ...here });
  if (answer.outcome !== 'done') return answer;
  const after = yield* deviceList({ entities: ids });
  const changes = changesBetween(before.entities, after.entities);
  // What was so before stays so: there is nothing to put back.
  if (Object.keys(changes.before).length === 0) return answer;
  // Nobody may be there then to say yes to it.
  const grave = after.entities.filter(({ id }) => id in changes.before && putsOpen(id, changes, after.entities));
  if (grave.length > 0)
    return {
      ...answer,
      text: `${answer.text} It stays so: I open or unlock ${joinWords(grave.map(({ name }) => sayName(name)))} only when somebody says yes at that moment.`,
    };
  const [planned] = yield* settle([
    scheduleCreate({
      kind: 'task',
      label: `put back: ${words}`,
      call: { subject: 'use.later', input: { intent: 'AgentosPutBack', slots: changes, targets: [], text: words } },
      when: meant,
      catchUp: 'run_once',
      ...placeOf(origin),
    }),
  ]);
  if (planned?.ok !== true)
    return { ...answer, text: `${answer.text} It stays so: ${Fault.from(planned?.error).message}` };
  return { ...answer, text: `${answer.text} ${capitalised(sayWhen(planned.value, now))} I will put it back.` };
}

/** Whether putting a device back opens or unlocks a way in. */
function putsOpen(id: string, { before }: Changes, entities: readonly EntityRecord[]): boolean {
  const kindOf = (of: string) => {
    const known = entities.find((one) => one.id === of);
    return {
      domain: domainOf(of),
      deviceClass: known && deviceClassOf(known),
      ...(known === undefined ? {} : { name: known.name }),
    };
  };
  return deviceSet.riskOf({ entities: [id], service: 'restore', data: { states: before } }, kindOf) === 'danger';
}
