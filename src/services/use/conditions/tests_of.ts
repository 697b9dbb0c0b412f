import type { Command } from '../../../language/command.ts';
import type { Condition } from '../../../language/condition.ts';
import { deviceClassOf, domainOf, type Json } from '../../../language/home.ts';
import { deviceList, type EntityRecord } from '../../need/device/contract.ts';
import type { StateTest } from '../../need/wait/contract.ts';

/** What stands for on with a sensor that only knows on and off, by the word for what it notices. */
const NOTICED = new Set(['on', 'open', 'detected', 'home', 'wet', 'occupied', 'running', 'unlocked', 'motion', 'low']);
const UNNOTICED = new Set(['off', 'closed', 'clear', 'away', 'dry', 'not_home', 'locked', 'normal']);

/** What the devices that a question is about have to say for it to be so; none where they never tell it. */
export function* testsOf({ intent, slots, targets }: Command, { above, below }: Condition) {
  if (targets.length === 0) return [];
  const { entities } = yield* deviceList({ entities: targets.map(({ id }) => id) });
  if (above !== undefined || below !== undefined) {
    const bound = { ...(above === undefined ? {} : { above }), ...(below === undefined ? {} : { below }) };
    return entities.map(({ id }): StateTest => ({ entity: id, ...measuredBy(id), ...bound }));
  }
  if (intent !== 'HassGetState') return [];
  return entities.flatMap((entity) => stateTest(entity, slots.state) ?? []);
}

function measuredBy(id: string): { attribute?: string } {
  const domain = domainOf(id);
  if (domain === 'climate') return { attribute: 'current_temperature' };
  return domain === 'weather' ? { attribute: 'temperature' } : {};
}

function stateTest({ id, attributes }: EntityRecord, wanted: Json | undefined): StateTest | undefined {
  if (typeof wanted !== 'string') return undefined;
  const domain = domainOf(id);
  if (domain === 'binary_sensor') {
    const locks = deviceClassOf({ attributes }) === 'lock';
    const on = locks ? wanted === 'unlocked' || wanted === 'on' : NOTICED.has(wanted);
    return on || UNNOTICED.has(wanted) ? { entity: id, is: [on ? 'on' : 'off'] } : undefined;
  }
  if (domain === 'person') return wanted === 'home' ? { entity: id, is: ['home'] } : { entity: id, isNot: ['home'] };
  if (wanted === 'on' && ['media_player', 'climate', 'water_heater'].includes(domain))
    return { entity: id, isNot: ['off', 'standby', 'unavailable', 'unknown'] };
  if (domain === 'cover' || domain === 'valve')
    return { entity: id, is: wanted === 'open' ? ['open', 'opening'] : [wanted] };
  if (domain === 'vacuum' && wanted === 'off') return { entity: id, is: ['docked', 'idle', 'returning'] };
  return { entity: id, is: [wanted] };
}
