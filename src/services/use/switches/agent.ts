import { agent, Fault } from 'agentos/service';
import type { Command, Target } from '../../../language/command.ts';
import { setAndSay } from '../../need/device/contract.ts';
import { switches } from './contract.ts';

const SERVICE: { readonly [intent: string]: readonly [service: string, said: string] } = {
  HassTurnOn: ['turn_on', 'turned on'],
  HassTurnOff: ['turn_off', 'turned off'],
  HassToggle: ['toggle', 'switched over'],
};

export default agent({
  contract: switches,
  *run({ input }) {
    const buttons = input.targets.filter(isButton);
    const rest = input.targets.filter((target) => !isButton(target));
    const [service, said] = serviceOf(input);
    if (rest.length === 0 && buttons.length > 0) {
      return yield* setAndSay(input, [{ targets: buttons, service: 'press' }], (names) => `pressed ${names}`);
    }
    return yield* setAndSay(
      input,
      [
        { targets: rest, service },
        { targets: buttons, service: 'press' },
      ],
      (names) => `${said} ${names}`,
    );
  },
});

function serviceOf({ intent }: Command): readonly [string, string] {
  const found = SERVICE[intent];
  if (!found) throw new Fault('INVALID_ARGUMENT', `use.switches does not know the intent ${intent}.`);
  return found;
}

function isButton({ domain }: Target): boolean {
  return domain === 'button' || domain === 'input_button';
}
