import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonCopy } from '../../../../src/daemon/model/json.ts';
import { providerStorage } from '../../../../src/daemon/runtime/tools/provider_storage.ts';
import { RecordCache } from '../../../../src/daemon/runtime/tools/record_cache.ts';
import { RecordWatch } from '../../../../src/daemon/runtime/tools/record_watch.ts';
import { ToolHost as DaemonToolHost } from '../../../../src/daemon/runtime/tools/tool_host.ts';
import { openNearIndex } from '../../../../src/daemon/store/near_index.ts';
import { openStore } from '../../../../src/daemon/store/open.ts';
import { memory } from '../../../../src/services/need/memory/contract.ts';
import { keptVector, VectorIndex, vectors } from '../../../../src/services/need/memory/vectors.ts';
import { tellFigure } from '../../../figures.ts';
import { seeded } from '../../../seeded.ts';
import { ToolHost } from '../../tool_host.ts';

const COUNT = 10_000;
const PLACES = 768;

test('10,000 memories with vectors are kept, opened and compared', { timeout: 900_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-many-'));
  const opened = await openStore({ folder, synchronous: 'NORMAL' });
  try {
    const watch = new RecordWatch();
    const store = watch.over(new RecordCache().over(opened));
    const nothing = (): never => {
      throw new Error('it has no doors');
    };
    const host = new DaemonToolHost(store, watch, {
      http: { getJson: nothing, getText: nothing, postText: nothing },
      files: { readText: nothing, readBytes: nothing, list: nothing },
      clock: new ToolHost().clock,
      secret: nothing,
      emit: nothing,
      log: () => nothing,
    });
    const random = seeded(3);
    const vector = (): number[] => Array.from({ length: PLACES }, () => random() - 0.5);
    const kept = Array.from({ length: COUNT }, (_, at) => ({ at, values: vector() }));
    for (let from = 0; from < COUNT; from += 500) {
      const records = kept.slice(from, from + 500).flatMap(({ at, values }) => [
        {
          namespace: 'memory',
          collection: vectors.name,
          key: `m${at}`,
          value: jsonCopy(keptVector(values, { model: 'm', at })),
          index: { at },
          taint: [],
        },
        {
          ...{ namespace: 'memory', collection: 'memories', key: `m${at}`, index: { at }, taint: [] },
          ...{
            value: jsonCopy(memory.parse({ id: `m${at}`, text: `fact ${at} of things`, at })),
            text: `fact ${at} of things`,
          },
        },
      ]);
      await store.append({ events: [], records }).durable;
    }
    const storage = providerStorage(store, host, 'memory', nothing);
    const before = performance.now();
    const index = await VectorIndex.open({
      storage,
      watchStorage: (changed) => watch.watch('memory', changed),
      nearIndex: () => openNearIndex(nothing),
      log: nothing,
    });
    const openMs = performance.now() - before;
    const wanted = kept[1_234]?.values ?? [];
    const times: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const start = performance.now();
      const [first] = index.near('m', wanted, { owners: [undefined], least: 0.6, limit: 5 });
      times.push(performance.now() - start);
      expect(first?.id).toBe('m1234');
    }
    times.sort((a, b) => a - b);
    tellFigure({
      count: COUNT,
      of: 'memories compared by meaning',
      measured: `${(times[10] ?? 0).toFixed(0)} ms median, ${(times.at(-1) ?? 0).toFixed(0)} ms most, of ${PLACES} places; opened in ${openMs.toFixed(0)} ms`,
    });
    index.close();
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true });
  }
});
