import type { ReadBack } from 'agentos/service';
import type { Entity } from '../../../language/home.ts';
import { capitalised, sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { Changed, carryOut, type Demand, type Devices } from './carry_out.ts';
import type { SetOutput } from './contract.ts';
import { sameSituation } from './situation.ts';

/**
 * What became of a demand that was interrupted, by the states that its devices are in: a device did it if the demand would
 * change nothing of it any more. One that counts on from where it stands (a toggle, a step louder) always would: its provider
 * must know from elsewhere that it did not happen, as the demo home does, whose states are written with the answer.
 * Pure; the entities stay as they are.
 */
export function becameOf(entities: Devices, demand: Demand): ReadBack<SetOutput> {
  const results = carryOut(new Changed(entities), demand, '').map((result) => {
    const entity = entities.get(result.entity);
    if (!result.ok || !entity) return result;
    const after = { state: result.state ?? entity.state, attributes: result.attributes ?? entity.attributes };
    if (sameSituation(entity, after)) return result;
    return { entity: result.entity, ok: false, error: `I was interrupted. ${sentence([entity])}` };
  });
  if (results.some(({ ok }) => ok)) return { outcome: 'done', output: { results } };
  const asked = [...new Set(results.map(({ entity }) => entity))].flatMap((id) => entities.get(id) ?? []);
  const mute = asked.some(({ state }) => state === 'unavailable');
  return { outcome: mute ? 'unknown' : 'not_done', ...(asked.length === 0 ? {} : { said: sentence(asked) }) };
}

/** `The front door is locked and the gate does not answer right now.` */
function sentence(entities: readonly Entity[]): string {
  const stand = entities.map(({ name, state }) =>
    state === 'unavailable'
      ? `${sayName(name)} does not answer right now`
      : `${sayName(name)} is ${state.replaceAll('_', ' ')}`,
  );
  return `${capitalised(joinWords(stand))}.`;
}
