import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RecordCache } from '../../../../src/daemon/runtime/tools/record_cache.ts';
import { openStore } from '../../../../src/daemon/store/open.ts';
import type { Store, Unit } from '../../../../src/daemon/store/store.ts';
import { storeConformance } from '../../../conformance/store.ts';
import { temporaryFolder, write } from '../../store/samples.ts';

const opened = (folder: string) => openStore({ folder, synchronous: 'NORMAL' });

storeConformance('a cache of records', async (folder) => new RecordCache().over(await opened(folder)));

describe('a cache of records', () => {
  let store: Store;
  /** Keys of the records that the store was asked for. */
  let asked: string[];
  let remove: () => void;

  beforeEach(async () => {
    const { folder, remove: removed } = temporaryFolder();
    remove = removed;
    store = await opened(folder);
    asked = [];
  });
  afterEach(async () => {
    await store.close();
    remove();
  });

  function counted(): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (name === 'record')
          return (...read: Parameters<Store['record']>) => {
            asked.push(read[2]);
            return target.record(...read);
          };
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }
  const get = (from: Store, key: string) => from.record('notes', 'notes', key, []);
  const put = (into: Store, ...records: NonNullable<Unit['records']>) => into.append({ events: [], records }).durable;

  test('a record that was read or written is not asked for again, nor one that is not there', async () => {
    const cached = new RecordCache().over(counted());
    expect(await get(cached, 'k')).toBeUndefined();
    expect(await get(cached, 'k')).toBeUndefined();
    await put(cached, write('k', { version: 0, value: { lit: true } }));
    expect(await get(cached, 'k')).toMatchObject({ version: 1, value: { lit: true } });
    await put(cached, write('k', { version: 1, value: { lit: false }, taint: ['web'] }));
    expect(await get(cached, 'k')).toEqual({ key: 'k', version: 2, value: { lit: false }, taint: ['web'] });
    expect(asked).toEqual(['k', 'k']);
  });

  test('what was handed out may be changed: the next one is handed what is stored', async () => {
    const cached = new RecordCache().over(store);
    await put(cached, write('k', { value: { rooms: ['hall'] } }));
    for (let reading = 0; reading < 3; reading += 1) {
      const found = await get(cached, 'k');
      expect(found?.value).toEqual({ rooms: ['hall'] });
      Object.assign(found?.value ?? {}, { rooms: [], stolen: true });
    }
  });

  test('a write that was refused leaves what is stored, one that is on its way is seen', async () => {
    const cached = new RecordCache().over(store);
    await put(cached, write('k', { version: 0, value: 1 }));
    await get(cached, 'k');
    await expect(put(cached, write('k', { version: 9, value: 'wrong' }))).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await get(cached, 'k')).toMatchObject({ version: 1, value: 1 });
    const writing = put(cached, write('k', { version: 1, value: 2 }));
    expect(await get(cached, 'k')).toMatchObject({ version: 2, value: 2 });
    await writing;
    expect(await get(cached, 'k')).toMatchObject({ version: 2, value: 2 });
  });

  test('versions go on over a deletion, and a write over whatever there was', async () => {
    const cached = new RecordCache().over(store);
    await put(cached, write('k', { version: 0, value: 1 }));
    const { value: _gone, ...gone } = write('k', { version: 1 });
    await put(cached, gone);
    expect(await get(cached, 'k')).toBeUndefined();
    await put(cached, write('k', { version: 0, value: 2 }));
    expect(await get(cached, 'k')).toEqual(await get(store, 'k'));
    await put(cached, write('k', { value: 3 }));
    expect(await get(cached, 'k')).toEqual(await get(store, 'k'));
  });

  test('a read that a write overtakes is not kept', async () => {
    let answer: () => void = () => undefined;
    const slow = new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (name === 'record')
          return async (...read: Parameters<Store['record']>) => {
            const found = await target.record(...read);
            await new Promise<void>((resolve) => (answer = resolve));
            return found;
          };
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    const cached = new RecordCache().over(slow);
    await put(store, write('k', { value: 'before' }));
    const reading = get(cached, 'k');
    await new Promise(setImmediate);
    await put(cached, write('k', { version: 1, value: 'after' }));
    answer();
    expect(await reading).toMatchObject({ value: 'before' });
    const again = get(cached, 'k');
    await new Promise(setImmediate);
    answer();
    expect(await again).toMatchObject({ value: 'after' });
  });

  test('keeps so many, and so many characters; the longest unread go first', async () => {
    const cached = new RecordCache({ records: 2, characters: 1_000 }).over(counted());
    for (const key of ['a', 'b']) await put(store, write(key, { value: key }));
    await put(store, write('long', { value: 'x'.repeat(900) }));
    const seen = async (...keys: string[]) => {
      asked = [];
      for (const key of keys) await get(cached, key);
      return asked;
    };
    expect(await seen('a', 'b', 'a', 'none', 'a', 'b')).toEqual(['a', 'b', 'none', 'b']);
    expect(await seen('long', 'long', 'b')).toEqual(['long']);
    expect(await seen('a', 'long')).toEqual(['a', 'long']);
  });

  test('places whose names run together are apart', async () => {
    const cached = new RecordCache().over(store);
    await put(cached, { ...write('c', { value: 1 }), collection: 'ab' });
    expect(await cached.record('notes', 'ab', 'c', [])).toMatchObject({ value: 1 });
    expect(await cached.record('notes', 'a', 'bc', [])).toBeUndefined();
    expect(await cached.record('notesa', 'b', 'c', [])).toBeUndefined();
  });

  test('T18 keys that the store takes for one are one here', async () => {
    const cached = new RecordCache().over(store);
    await put(cached, write('\ud800', { version: 0, value: 1 }));
    expect(await get(cached, '\ud800')).toEqual(await get(store, '\ud800'));
    await put(cached, write('\ufffd', { version: 1, value: 2 }));
    expect(await get(cached, '\ud800')).toEqual(await get(store, '\ud800'));
  });

  test('whatever is read, written and deleted, by one or by many at once, it tells what the store tells', async () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('read', 'put', 'replace', 'stale', 'delete', 'wait'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { folder, remove: removed } = temporaryFolder();
        const plain = await opened(folder);
        const cached = new RecordCache({ records: 2, characters: 200 }).over(plain);
        const under: Promise<unknown>[] = [];
        for (const [at, { key, what }] of steps.entries()) {
          if (what === 'wait') await Promise.allSettled(under.splice(0));
          else if (what === 'read') {
            const [known, stored] = await Promise.all([get(cached, key), get(plain, key)]);
            expect(known).toEqual(stored);
          } else {
            const version =
              what === 'put' ? {} : { version: what === 'stale' ? 99 : ((await get(cached, key))?.version ?? 0) };
            const { value: _old, ...rest } = write(key, version);
            under.push(put(cached, what === 'delete' ? rest : { ...rest, value: { at } }).catch(() => undefined));
          }
        }
        await Promise.all(under);
        for (const key of ['a', 'b', 'c']) expect(await get(cached, key)).toEqual(await get(plain, key));
        await plain.close();
        removed();
      }),
      { numRuns: 25 },
    );
  });
});
