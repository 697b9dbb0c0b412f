import type { EntityKind } from '../model/contract.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Hub } from './hub.ts';

/** The signal that tells the whole house; its value has `entities` with `id` and `attributes`. */
const HOME_SUBJECT = 'signal.device.home';

/** What the gate may know of devices, from what the home tells of itself. */
export class EntityKinds {
  #deviceClasses: ReadonlyMap<string, string> = new Map();

  constructor(hub: Pick<Hub, 'listenTo'>) {
    hub.listenTo(HOME_SUBJECT, (home) => {
      this.#deviceClasses = new Map(entitiesOf(home).flatMap(deviceClassOf));
    });
  }

  of(id: string): EntityKind {
    const dot = id.indexOf('.');
    return { domain: dot < 0 ? id : id.slice(0, dot), deviceClass: this.#deviceClasses.get(id) };
  }
}

function entitiesOf(home: Json): readonly Json[] {
  return isJsonObject(home) && Array.isArray(home['entities']) ? home['entities'] : [];
}

function deviceClassOf(entity: Json): [string, string][] {
  if (!isJsonObject(entity) || typeof entity['id'] !== 'string' || !isJsonObject(entity['attributes'])) return [];
  const found = entity['attributes']['device_class'];
  return typeof found === 'string' ? [[entity['id'], found]] : [];
}
