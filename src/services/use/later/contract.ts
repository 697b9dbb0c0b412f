import { reply, use } from 'agentos/contract';
import { type Command, command } from '../../../language/command.ts';
import { sayTargets } from '../../../language/say_devices.ts';
import { needsYes } from '../../need/device/contract.ts';
import { understand } from '../../need/understand/contract.ts';

export const later = use('later', {
  summary:
    'Does a command at a time, on a day, again and again or only for a while; tells what is planned and cancels it.',
  input: command,
  output: reply,
  intents: {
    AgentosDoLater: true,
    AgentosForAWhile: true,
    AgentosPutBack: true,
    AgentosPlanList: true,
    AgentosPlanCancel: true,
  },
});

/** A plan within a plan is looked into so deep. */
const DEEP = 3;

/** Why a command cannot be left to a time when nobody may be there to say yes to it: it opens or unlocks a way in. Undefined where it can. */
export function* whyNotAlone(words: string, here: { readonly area?: string }) {
  const commands: Command[] = [];
  let inside = [words];
  for (let depth = 0; depth < DEEP && inside.length > 0; depth++) {
    const carried: string[] = [];
    for (const text of inside) {
      const meant = yield* understand({ text, ...here });
      commands.push(...meant.commands);
      for (const { slots } of meant.commands)
        for (const slot of [slots.conversation_command, slots.otherwise])
          if (typeof slot === 'string') carried.push(slot);
    }
    inside = carried;
  }
  const grave = commands.flatMap((command) => command.targets.filter((target) => needsYes(command, target)));
  if (grave.length === 0) return undefined;
  const what = sayTargets(grave);
  return `I open or unlock ${what} only when somebody says yes at that moment, so I have not planned it.`;
}
