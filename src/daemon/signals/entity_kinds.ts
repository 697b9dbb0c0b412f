import type { EntityKind } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
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

type Fields = { readonly [name: string]: Json };

function entitiesOf(home: Json): readonly Json[] {
  return isFields(home) && Array.isArray(home['entities']) ? home['entities'] : [];
}

function deviceClassOf(entity: Json): [string, string][] {
  if (!isFields(entity) || typeof entity['id'] !== 'string' || !isFields(entity['attributes'])) return [];
  const found = entity['attributes']['device_class'];
  return typeof found === 'string' ? [[entity['id'], found]] : [];
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
