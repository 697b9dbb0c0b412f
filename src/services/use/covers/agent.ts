import { agent, Fault } from 'agentos/service';
import type { Target } from '../../../language/command.ts';
import { type Demand, setAndSay } from '../../need/device/contract.ts';
import { covers } from './contract.ts';

export default agent({
  contract: covers,
  *run({ input }) {
    const { intent, slots, targets } = input;
    switch (intent) {
      case 'HassTurnOn':
      case 'HassOpenCover':
        return yield* setAndSay(input, both(targets, 'open_cover', 'open_valve'), (names) => `opened ${names}`);
      case 'HassTurnOff':
      case 'HassCloseCover':
        return yield* setAndSay(input, both(targets, 'close_cover', 'close_valve'), (names) => `closed ${names}`);
      case 'HassToggle':
        return yield* setAndSay(input, both(targets, 'toggle', 'toggle'), (names) => `moved ${names}`);
      case 'HassStopMoving':
        return yield* setAndSay(input, both(targets, 'stop_cover', 'stop_valve'), (names) => `stopped ${names}`);
      case 'HassSetPosition': {
        const { position } = slots;
        if (typeof position !== 'number')
          return { text: 'Say how far, from 0 (closed) to 100 percent (open).', outcome: 'failed' as const };
        return yield* setAndSay(
          input,
          both(targets, 'set_cover_position', 'set_valve_position', { position }),
          (names) => `set ${names} to ${position}%`,
        );
      }
      default:
        throw new Fault('INVALID_ARGUMENT', `use.covers does not know the intent ${intent}.`);
    }
  },
});

/** The same for covers and for valves, whose services are named apart. */
function both(targets: readonly Target[], cover: string, valve: string, data?: NonNullable<Demand['data']>): Demand[] {
  const rest = data === undefined ? {} : { data };
  return [
    { targets: targets.filter(({ domain }) => domain !== 'valve'), service: cover, ...rest },
    { targets: targets.filter(({ domain }) => domain === 'valve'), service: valve, ...rest },
  ];
}
