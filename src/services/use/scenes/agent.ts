import { agent, Fault } from 'agentos/service';
import type { Target } from '../../../language/command.ts';
import { type Demand, deviceList, problemOf, setAndSay } from '../../need/device/contract.ts';
import { scenes } from './contract.ts';

export default agent({
  contract: scenes,
  *run({ input }) {
    const { intent, targets } = input;
    if (intent === 'HassTurnOff') {
      return yield* setAndSay(input, [{ targets, service: 'turn_off' }], (names) => `stopped ${names}`);
    }
    if (intent !== 'HassTurnOn') throw new Fault('INVALID_ARGUMENT', `use.scenes does not know the intent ${intent}.`);
    const verb = targets.every(({ domain }) => domain === 'script') ? 'started' : 'turned on';
    try {
      const { entities } = yield* deviceList({ entities: targets.map(({ id }) => id) });
      const opens = new Map(entities.map(({ id, attributes }) => [id, attributes.opens]));
      return yield* setAndSay(
        input,
        targets.map((target) => turnOn(target, opens.get(target.id))),
        (names) => `${verb} ${names}`,
      );
    } catch (thrown) {
      return { text: problemOf(thrown), outcome: 'failed' as const };
    }
  },
});

/** A scene that opens or unlocks something says so in its call, which then needs a yes. */
function turnOn(target: Target, opens: NonNullable<Demand['data']>[string] | undefined): Demand {
  const demand = { targets: [target], service: 'turn_on' };
  return opens === undefined ? demand : { ...demand, data: { opens } };
}
