import { agent, Fault } from 'agentos/service';
import { setAndSay } from '../../need/device/contract.ts';
import { fans } from './contract.ts';

/** What "a bit faster" is, in percent points. */
const STEP_PCT = 20;

export default agent({
  contract: fans,
  *run({ input }) {
    const { intent, slots, targets } = input;
    switch (intent) {
      case 'HassTurnOn':
        return yield* setAndSay(input, [{ targets, service: 'turn_on' }], (names) => `turned on ${names}`);
      case 'HassTurnOff':
        return yield* setAndSay(input, [{ targets, service: 'turn_off' }], (names) => `turned off ${names}`);
      case 'HassToggle':
        return yield* setAndSay(input, [{ targets, service: 'toggle' }], (names) => `switched over ${names}`);
      case 'HassFanSetSpeed': {
        const { percentage } = slots;
        if (typeof percentage !== 'number')
          return { text: 'Say how fast, from 0 to 100 percent.', outcome: 'failed' as const };
        return yield* setAndSay(
          input,
          [{ targets, service: 'set_percentage', data: { percentage } }],
          (names) => `set ${names} to ${percentage}%`,
        );
      }
      case 'AgentosFanAdjust': {
        const { percentage_step: step } = slots;
        const percent = typeof step === 'number' ? step : step === 'down' ? -STEP_PCT : STEP_PCT;
        const service = percent < 0 ? 'decrease_speed' : 'increase_speed';
        return yield* setAndSay(
          input,
          [{ targets, service, data: { percentage_step: Math.abs(percent) } }],
          (names) => `${percent < 0 ? 'slowed' : 'sped up'} ${names}${percent < 0 ? ' down' : ''}`,
        );
      }
      default:
        throw new Fault('INVALID_ARGUMENT', `use.fans does not know the intent ${intent}.`);
    }
  },
});
