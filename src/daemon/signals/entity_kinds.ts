import type { EntityKind } from '../model/contract.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Hub } from './hub.ts';

/** The signal that tells the whole house; its value has `entities` with `id`, `name` and `attributes`. */
const HOME_SUBJECT = 'signal.device.home';

interface Told {
  readonly deviceClass?: string;
  readonly name?: string;
}

/** What the gate may know of devices, from what the home tells of itself. */
export class EntityKinds {
  #told: ReadonlyMap<string, Told> = new Map();

  constructor(hub: Pick<Hub, 'listenTo'>) {
    hub.listenTo(HOME_SUBJECT, (home) => {
      this.#told = new Map(entitiesOf(home).flatMap(toldOf));
    });
  }

  of(id: string): EntityKind {
    const dot = id.indexOf('.');
    const { deviceClass, name } = this.#told.get(id) ?? {};
    return { domain: dot < 0 ? id : id.slice(0, dot), deviceClass, ...(name === undefined ? {} : { name }) };
  }
}

function entitiesOf(home: Json): readonly Json[] {
  return isJsonObject(home) && Array.isArray(home['entities']) ? home['entities'] : [];
}

function toldOf(entity: Json): [string, Told][] {
  if (!isJsonObject(entity) || typeof entity['id'] !== 'string') return [];
  const { id, name, attributes } = entity;
  const deviceClass = isJsonObject(attributes) ? attributes['device_class'] : undefined;
  return [
    [
      id,
      {
        ...(typeof deviceClass === 'string' ? { deviceClass } : {}),
        ...(typeof name === 'string' ? { name } : {}),
      },
    ],
  ];
}
