import { agent, Fault } from 'agentos/service';
import type { Target } from '../../../language/command.ts';
import { deviceList, problemOf, setAndSay } from '../../need/device/contract.ts';
import { locks } from './contract.ts';

export default agent({
  contract: locks,
  *run({ input }) {
    const { intent, targets } = input;
    switch (intent) {
      case 'HassTurnOn':
        return yield* setAndSay(input, [{ targets, service: 'lock' }], (names) => `locked ${names}`);
      case 'HassTurnOff':
        return yield* setAndSay(input, [{ targets, service: 'unlock' }], (names) => `unlocked ${names}`);
      case 'HassToggle': {
        // A lock knows no toggle: each goes to what it is not.
        try {
          const { entities } = yield* deviceList({ entities: targets.map(({ id }) => id) });
          const locked = new Set(entities.filter(({ state }) => state === 'locked').map(({ id }) => id));
          const isLocked = ({ id }: Target): boolean => locked.has(id);
          const demands = [
            { targets: targets.filter((target) => !isLocked(target)), service: 'lock' },
            { targets: targets.filter(isLocked), service: 'unlock' },
          ];
          const verb = locked.size === 0 ? 'locked' : locked.size === targets.length ? 'unlocked' : 'switched over';
          return yield* setAndSay(input, demands, (names) => `${verb} ${names}`);
        } catch (thrown) {
          return { text: problemOf(thrown), outcome: 'failed' as const };
        }
      }
      default:
        throw new Fault('INVALID_ARGUMENT', `use.locks does not know the intent ${intent}.`);
    }
  },
});
