import type { PastAccount } from 'agentos/service';
import { settle } from 'agentos/service';
import { deviceList, type EntityRecord } from '../../need/device/contract.ts';

/** Devices as they are now, for those that an account of the past is about. */
export interface Names {
  /** As the house calls it now; what it was called then where it is gone. */
  of(id: string): string;
  now(id: string): EntityRecord | undefined;
}

/** More are counted, not named. */
const MOST = 100;

/** Asks for the devices of these ids. A house that does not answer leaves the names of then. */
export function* namesFor(ids: readonly string[], accounts: readonly PastAccount[]) {
  const wanted = [...new Set(ids)].slice(0, MOST);
  const then = new Map(
    accounts.flatMap(({ commands }) =>
      commands.flatMap(({ targets }) => targets.map(({ id, name }) => [id, name] as const)),
    ),
  );
  let entities: readonly EntityRecord[] = [];
  if (wanted.length > 0) {
    const [listed] = yield* settle([deviceList({ entities: wanted })]);
    if (listed?.ok) entities = listed.value.entities;
  }
  return namesOf(entities, then);
}

function namesOf(entities: readonly EntityRecord[], then: ReadonlyMap<string, string>): Names {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  return {
    of: (id) => byId.get(id)?.name ?? then.get(id) ?? id.slice(id.indexOf('.') + 1).replaceAll('_', ' '),
    now: (id) => byId.get(id),
  };
}
