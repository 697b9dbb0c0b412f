import { agent, Fault } from 'agentos/service';
import type { Target } from '../../../language/command.ts';
import { type Demand, deviceList, problemOf, setAndSay } from '../../need/device/contract.ts';
import { climate } from './contract.ts';
import { inUnitOf, targetTemperature } from './degrees.ts';
import { sayTemperatures, tellsTemperature } from './say_temperatures.ts';

/** What "a bit warmer" is, in the device's own degrees. */
const STEP = 1;

export default agent({
  contract: climate,
  *run({ input }) {
    const { intent, slots, targets } = input;
    try {
      switch (intent) {
        case 'HassTurnOn':
          return yield* setAndSay(input, [{ targets, service: 'turn_on' }], (names) => `turned on ${names}`);
        case 'HassTurnOff':
          return yield* setAndSay(input, [{ targets, service: 'turn_off' }], (names) => `turned off ${names}`);
        case 'HassToggle':
          return yield* setAndSay(input, [{ targets, service: 'toggle' }], (names) => `switched over ${names}`);
        case 'AgentosClimateSetMode': {
          const { hvac_mode: mode } = slots;
          if (typeof mode !== 'string')
            return { text: 'Say which mode, as in "heat" or "cool".', outcome: 'failed' as const };
          return yield* setAndSay(
            input,
            [{ targets, service: 'set_hvac_mode', data: { hvac_mode: mode } }],
            (names) => `set ${names} to ${mode.replaceAll('_', ' ')}`,
          );
        }
        case 'HassClimateSetTemperature':
        case 'AgentosClimateAdjust': {
          const { entities } = yield* deviceList({ entities: targets.map(({ id }) => id) });
          const goals = new Map<number, Target[]>();
          for (const target of targets) {
            const entity = entities.find(({ id }) => id === target.id);
            const goal =
              entity === undefined
                ? undefined
                : intent === 'AgentosClimateAdjust'
                  ? adjusted(entity.attributes, slots.temperature_step)
                  : inUnitOf(entity.attributes, slots.temperature, slots.temperature_unit);
            if (goal !== undefined) goals.set(goal, [...(goals.get(goal) ?? []), target]);
          }
          if (goals.size === 0 && targets.length > 0)
            return {
              text: 'I do not know what temperature it is set to, so say the one you want.',
              outcome: 'failed' as const,
            };
          const demands: Demand[] = [...goals].map(([temperature, some]) => ({
            targets: some,
            service: 'set_temperature',
            data: { temperature },
          }));
          const [first] = [...goals.keys()];
          return yield* setAndSay(input, demands, (names) =>
            goals.size === 1 ? `set ${names} to ${first} degrees` : `changed ${names}`,
          );
        }
        case 'HassClimateGetTemperature': {
          const place = typeof slots.area === 'string' ? { area: slots.area } : {};
          const asked =
            targets.length > 0
              ? { entities: targets.map(({ id }) => id) }
              : { ...place, domains: ['climate', 'sensor'] };
          const { entities } = yield* deviceList(asked);
          return sayTemperatures(entities.filter(tellsTemperature), input);
        }
        default:
          throw new Fault('INVALID_ARGUMENT', `use.climate does not know the intent ${intent}.`);
      }
    } catch (thrown) {
      if (Fault.from(thrown).code === 'INVALID_ARGUMENT') throw thrown;
      return { text: problemOf(thrown), outcome: 'failed' as const };
    }
  },
});

function adjusted(attributes: { readonly [name: string]: unknown }, step: unknown): number | undefined {
  const now = targetTemperature(attributes);
  const by = typeof step === 'number' ? step : step === 'down' ? -STEP : STEP;
  return now === undefined ? undefined : Math.round((now + by) * 10) / 10;
}
