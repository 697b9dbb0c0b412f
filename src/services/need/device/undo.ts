import type { Json } from '../../../language/home.ts';
import { type Attributes, type Situation, sameSituation } from './situation.ts';

/** What `device.set` tells of one entity, as far as undoing it goes. */
interface Done {
  readonly entity: string;
  readonly ok: boolean;
  readonly state?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly before?: Situation | undefined;
}

export type Restore = {
  readonly entities: string[];
  readonly service: 'restore';
  readonly data: { readonly states: { [entity: string]: { state: string; attributes: { [name: string]: Json } } } };
};

/** The restoring call for those entities that a call changed; undefined where it changed none. */
export function undoOf(results: readonly Done[]): Restore | undefined {
  const changed = results.flatMap(({ entity, ok, state, attributes, before }) =>
    ok &&
    before &&
    !sameSituation(before, { state: state ?? before.state, attributes: attributes ?? before.attributes })
      ? [[entity, { state: before.state, attributes: { ...before.attributes } }] as const]
      : [],
  );
  if (changed.length === 0) return undefined;
  return {
    entities: changed.map(([entity]) => entity),
    service: 'restore',
    data: { states: Object.fromEntries(changed) },
  };
}
