import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOTE_SUBJECT } from '../../src/daemon/model/thread.ts';
import type { PastPage, Store, Ticket, Unit } from '../../src/daemon/store/store.ts';
import { backwardEvent, endEvent, forwardEvent, row, temporaryFolder, write } from '../daemon/store/samples.ts';

/** What every engine of the store keeps. `open` opens the store of a folder. */
export function storeConformance(name: string, open: (folder: string) => Promise<Store>): void {
  describe(`store on ${name}`, () => {
    let store: Store;
    let folder: string;
    let remove: () => void;

    beforeEach(async () => {
      ({ folder, remove } = temporaryFolder());
      store = await open(folder);
    });

    afterEach(async () => {
      await store.close();
      remove();
    });

    async function reopen(): Promise<void> {
      await store.close();
      store = await open(folder);
    }

    /** Applied and durable. */
    async function kept(unit: Unit): Promise<readonly number[]> {
      const ticket = store.append(unit);
      await ticket.durable;
      return (await ticket.applied).offsets;
    }

    async function refused(ticket: Ticket, code: string): Promise<void> {
      await expect(ticket.applied).rejects.toMatchObject({ name: 'Fault', code });
      await expect(ticket.durable).rejects.toMatchObject({ name: 'Fault', code });
    }

    describe('past turns', () => {
      const turnOf = (id: string, text: string, at: number, acts: boolean) => [
        forwardEvent(id, 1, { at, data: { text } }),
        ...(acts
          ? [forwardEvent(id, 2, { at, key: '1.0', subject: 'need.x', effect: 'keyed', data: { id: 'light.a' } })]
          : []),
        endEvent(id, acts ? 3 : 2, { at: at + 1, data: { text: 'Done.' } }),
      ];
      const rowAt = (id: string, at: number) => row(id, { status: 'complete', createdAt: at, updatedAt: at + 1 });
      const found = async (filter: Partial<PastPage>) => {
        const page = await store.past({ since: 0, until: 1_000_000, threads: 100, ...filter });
        return page.turns.map(({ thread, opened, ended }) => `${thread} ${opened.seq} ${ended?.seq}`);
      };

      test('are found by when they were, what was said, and what they did', async () => {
        await kept({
          open: [rowAt('a', 1_000), rowAt('b', 2_000), rowAt('c', 3_000)],
          events: [
            ...turnOf('a', 'Müsli, 100%', 1_000, true),
            ...turnOf('b', 'what time', 2_000, false),
            ...turnOf('c', 'c', 3_000, true),
          ],
        });
        expect((await found({})).sort()).toEqual(['a 1 3', 'b 1 2', 'c 1 3']);
        expect(await found({ since: 3_000 })).toEqual(['c 1 3']);
        expect(await found({ until: 2_000 })).toEqual(['a 1 3']);
        expect(await found({ words: ['TIME'] })).toEqual(['b 1 2']);
        expect(await found({ words: ['müsli', 'nowhere'] })).toEqual(['a 1 3']);
        expect(await found({ words: ['"; DROP TABLE threads; --'] })).toEqual([]);
        expect((await found({ acted: true })).sort()).toEqual(['a 1 3', 'c 1 3']);
        expect((await found({ acted: true, mentions: ['light.a'] })).sort()).toEqual(['a 1 3', 'c 1 3']);
        expect(await found({ mentions: ['light'] })).toEqual([]);
      });

      test('come by pages of threads, those last at work first, none twice and none left out', async () => {
        const ids = Array.from({ length: 7 }, (_, index) => `t${index}`);
        // Several of one millisecond.
        await kept({
          open: ids.map((id, index) => rowAt(id, 1_000 + Math.floor(index / 3))),
          events: ids.flatMap((id) => turnOf(id, id, 1_000, false)),
        });
        const seen: string[] = [];
        let after: PastPage['after'];
        do {
          const page = await store.past({ since: 0, until: 1_000_000, threads: 2, ...(after ? { after } : {}) });
          seen.push(...page.turns.map(({ thread }) => thread));
          after = page.next;
        } while (after);
        expect([...seen].sort()).toEqual(ids);
        expect(seen.slice(0, 1)).toEqual(['t6']);
      });

      test('notes are found by two texts that stand in them', async () => {
        const noted = forwardEvent('t', 2, {
          key: '1.0',
          subject: NOTE_SUBJECT,
          data: { metadata: { mark: { of: 'x' } } },
        });
        await kept({ open: [row('t')], events: [forwardEvent('t', 1), noted] });
        expect(await store.notesOf('mark', 'x')).toEqual([noted]);
        expect(await store.notesOf('mark', 'y')).toEqual([]);
      });
    });

    describe('events', () => {
      test('come back as they went in, in order of seq', async () => {
        const events = [
          forwardEvent('t', 1),
          backwardEvent('t', 2, { undo: { subject: 'need.x', input: 1 } }),
          endEvent('t', 3, { error: { code: 'ABORTED', message: 'x', retryable: false } }),
        ];
        await kept({ open: [row('t')], events });
        expect(await store.events('t')).toEqual(events);
        await reopen();
        expect(await store.events('t')).toEqual(events);
      });

      test('are read by range, turn and limit', async () => {
        const turnOf = [1, 1, 2, 1, 2, 1];
        const events = turnOf.map((turn, i) => {
          const first = turnOf.indexOf(turn) === i;
          return forwardEvent('t', i + 1, { turn, key: first ? `${turn}` : `${turn}.${i}` });
        });
        await kept({
          open: [row('a'), row('t'), row('z')],
          events: [forwardEvent('a', 1), ...events, forwardEvent('z', 1)],
        });
        const seqs = async (...range: Parameters<Store['events']>) =>
          (await store.events(...range)).map(({ seq }) => seq);
        expect(await seqs('t', { afterSeq: 2 })).toEqual([3, 4, 5, 6]);
        expect(await seqs('t', { afterSeq: 1, untilSeq: 3 })).toEqual([2, 3]);
        expect(await seqs('t', { limit: 2 })).toEqual([1, 2]);
        expect(await seqs('t', { turn: 1 })).toEqual([1, 2, 4, 6]);
        expect(await seqs('t', { turn: 2 })).toEqual([3, 5]);
        expect(await seqs('t', { turn: 1, afterSeq: 1, limit: 1 })).toEqual([2]);
        expect(await seqs('t', { turn: 3 })).toEqual([]);
        expect(await seqs('unknown')).toEqual([]);
      });

      test('an outline has every note, and the first and last events of the last turns', async () => {
        const events = [1, 2, 3].flatMap((turn) => {
          const at = (turn - 1) * 4;
          return [
            forwardEvent('t', at + 1, { turn, key: `${turn}` }),
            forwardEvent('t', at + 2, { turn, key: `${turn}.0`, subject: NOTE_SUBJECT }),
            backwardEvent('t', at + 3, { turn, key: `${turn}.0`, subject: NOTE_SUBJECT }),
            endEvent('t', at + 4, { turn, key: `${turn}` }),
          ];
        });
        await kept({ open: [row('t', { turn: 3, seq: 12 })], events });
        expect((await store.outline('t', 2)).map(({ seq }) => seq)).toEqual([2, 5, 6, 8, 9, 10, 12]);
        expect((await store.outline('t', 0)).map(({ seq }) => seq)).toEqual([2, 6, 10]);
        expect(await store.outline('unknown', 2)).toEqual([]);
      });

      test('hold any string; lone surrogates are made well-formed', async () => {
        const data = { text: 'a\ud800b \u0000 "\\ud800" \u{1f600} \u202e', list: ['\udc00'] };
        await kept({ open: [row('t')], events: [forwardEvent('t', 1, { data })] });
        expect((await store.events('t'))[0]).toMatchObject({
          data: { text: 'a\ufffdb \u0000 "\\ud800" \u{1f600} \u202e', list: ['\ufffd'] },
        });
      });

      test('of a thread that was never opened are refused', async () => {
        await refused(store.append({ events: [forwardEvent('t', 1)] }), 'NOT_FOUND');
      });

      test('at a seq that is taken are refused', async () => {
        await kept({ open: [row('t')], events: [forwardEvent('t', 1)] });
        await refused(store.append({ events: [endEvent('t', 1)] }), 'ALREADY_EXISTS');
        expect(await store.events('t')).toEqual([forwardEvent('t', 1)]);
      });
    });

    describe('units', () => {
      test('are seen by the next read, before they are durable', async () => {
        store.append({ open: [row('t')], events: [forwardEvent('t', 1)] });
        expect(await store.events('t')).toHaveLength(1);
      });

      test('are true together or not at all, and leave their neighbours be', async () => {
        const before = store.append({ open: [row('a')], events: [forwardEvent('a', 1)] });
        const broken = store.append({
          open: [row('b')],
          events: [forwardEvent('b', 1), forwardEvent('b', 1)],
          request: { client: 'cli', requestId: 'r', thread: 'b', turn: 1 },
          mail: [{ client: 'cli', kind: 'reply', thread: 'b', turn: 1, body: null }],
          records: [write('k')],
          match: { rule: 'r', key: 'k' },
        });
        const after = store.append({
          open: [row('b', { title: 'again' })],
          events: [forwardEvent('b', 1)],
          match: { rule: 'r', key: 'k' },
        });
        await expect(broken.durable).rejects.toMatchObject({ name: 'Fault' });
        await Promise.all([before.durable, after.durable]);
        await reopen();
        expect(await store.events('a')).toHaveLength(1);
        expect((await store.thread('b'))?.title).toBe('again');
        expect(await store.events('b')).toHaveLength(1);
        expect(await store.request('cli', 'r')).toBeUndefined();
        expect(await store.mailbox('cli')).toEqual({ last: 0, heard: 0 });
        expect(await store.record('notes', 'notes', 'k', [])).toBeUndefined();
      });

      test('a match happens once, and a second one fails whole', async () => {
        await kept({ open: [row('a')], events: [forwardEvent('a', 1)], match: { rule: 'r', key: 'k' } });
        await reopen();
        await refused(store.append({ open: [row('b')], events: [], match: { rule: 'r', key: 'k' } }), 'ALREADY_EXISTS');
        expect(await store.thread('b')).toBeUndefined();
        await kept({ events: [], match: { rule: 'r', key: 'other' } });
        await kept({ events: [], match: { rule: 'other', key: 'k' } });
      });

      test('a request is remembered and taken once', async () => {
        const request = { client: 'cli', requestId: 'r1', thread: 't', turn: 4 };
        await kept({ open: [row('t')], events: [], request });
        await reopen();
        expect(await store.request('cli', 'r1')).toEqual({ thread: 't', turn: 4 });
        expect(await store.request('voice', 'r1')).toBeUndefined();
        await refused(store.append({ events: [], request }), 'ALREADY_EXISTS');
      });

      test('a thread that is open is not opened again', async () => {
        await kept({ open: [row('t')], events: [] });
        await refused(store.append({ open: [row('t', { title: 'other' })], events: [] }), 'ALREADY_EXISTS');
        expect((await store.thread('t'))?.title).toBe(row('t').title);
      });

      test('hundreds at once all become durable, in order per thread', async () => {
        const threads = Array.from({ length: 16 }, (_, i) => `t${i}`);
        await kept({ open: threads.map((id) => row(id)), events: [] });
        const tickets = Array.from({ length: 800 }, (_, i) =>
          store.append({ events: [forwardEvent(`t${i % 16}`, Math.floor(i / 16) + 1)] }),
        );
        await Promise.all(tickets.map(({ durable }) => durable));
        await reopen();
        for (const id of threads) {
          expect((await store.events(id)).map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
        }
      });
    });

    describe('threads', () => {
      test('have a row that their units bring up to date', async () => {
        const first = row('t', { parent: 'p', origin: { client: 'kitchen', interface: 'voice', speaker: 's' } });
        await kept({ open: [first], events: [forwardEvent('t', 1)] });
        expect(await store.thread('t')).toEqual(first);
        const next = {
          id: 't',
          status: 'complete',
          turn: 2,
          seq: 9,
          taint: ['mail', 'web'],
          updatedAt: 5_000,
        } as const;
        await kept({ events: [], rows: [next] });
        await reopen();
        expect(await store.thread('t')).toEqual({ ...first, ...next });
        expect(await store.thread('unknown')).toBeUndefined();
      });

      test('are listed newest first, by status, client and page', async () => {
        const rows = [
          row('a', { updatedAt: 1 }),
          row('b', { updatedAt: 3, status: 'complete' }),
          row('c', { updatedAt: 2, status: 'failed', origin: { client: 'kitchen', interface: 'voice' } }),
        ];
        await kept({ open: rows, events: [] });
        const ids = async (filter?: Parameters<Store['threads']>[0]) =>
          (await store.threads(filter)).map(({ id }) => id);
        expect(await ids()).toEqual(['b', 'c', 'a']);
        expect(await ids({ before: 3 })).toEqual(['c', 'a']);
        expect(await ids({ limit: 1 })).toEqual(['b']);
        expect(await ids({ status: ['active', 'failed'] })).toEqual(['c', 'a']);
        expect(await ids({ client: 'kitchen' })).toEqual(['c']);
      });

      test('whose turn runs or waits are the open ones', async () => {
        const rows = (['active', 'waiting', 'complete', 'failed'] as const).map((status) => row(status, { status }));
        await kept({ open: rows, events: [] });
        expect((await store.openThreads()).map(({ id }) => id)).toEqual(['active', 'waiting']);
        await kept({ events: [], rows: [{ ...row('active'), status: 'complete' }] });
        expect((await store.openThreads()).map(({ id }) => id)).toEqual(['waiting']);
      });
    });

    describe('mailboxes', () => {
      const mail = (client: string, text: string) => ({
        client,
        kind: 'reply' as const,
        thread: 't',
        turn: 1,
        body: { text },
      });

      test('number their mail without gaps, each on its own', async () => {
        const first = store.append({
          events: [],
          mail: [mail('cli', 'one'), mail('kitchen', 'one'), mail('cli', 'two')],
        });
        const broken = store.append({ events: [forwardEvent('nowhere', 1)], mail: [mail('cli', 'never')] });
        const second = store.append({ events: [], mail: [mail('cli', 'three')] });
        expect((await first.applied).offsets).toEqual([1, 1, 2]);
        await expect(broken.applied).rejects.toMatchObject({ code: 'NOT_FOUND' });
        expect((await second.applied).offsets).toEqual([3]);
        await reopen();
        expect(await kept({ events: [], mail: [mail('cli', 'four')] })).toEqual([4]);
        const texts = async (after: number, limit: number) =>
          (await store.mail('cli', after, limit)).map(({ offset, body }) => ({ offset, body }));
        expect(await texts(0, 2)).toEqual([
          { offset: 1, body: { text: 'one' } },
          { offset: 2, body: { text: 'two' } },
        ]);
        expect(await texts(3, 10)).toEqual([{ offset: 4, body: { text: 'four' } }]);
        expect((await store.mail('kitchen', 0, 1))[0]).toMatchObject({
          ...mail('kitchen', 'one'),
          at: expect.any(Number),
        });
      });

      test('remember what was heard, and never go back', async () => {
        await kept({ events: [], mail: [mail('cli', 'one'), mail('cli', 'two'), mail('cli', 'three')] });
        await store.heard('cli', 2);
        await store.heard('cli', 1);
        await reopen();
        expect(await store.mailbox('cli')).toEqual({ last: 3, heard: 2 });
        await store.heard('cli', 99);
        expect(await store.mailbox('cli')).toEqual({ last: 3, heard: 3 });
        await store.heard('nobody', 1);
        expect(await store.mailbox('nobody')).toEqual({ last: 0, heard: 0 });
      });
    });

    describe('records', () => {
      const get = (key: string) => store.record('notes', 'notes', key, []);

      test('rise by a version with each write', async () => {
        await kept({ events: [], records: [write('k', { version: 0, value: 1, taint: ['web'] })] });
        expect(await get('k')).toEqual({ key: 'k', version: 1, value: 1, taint: ['web'] });
        await kept({
          events: [],
          records: [write('k', { version: 1, value: 2 }), write('k', { version: 2, value: 3 })],
        });
        await reopen();
        expect(await get('k')).toEqual({ key: 'k', version: 3, value: 3, taint: [] });
      });

      test('a write based on what has changed is refused, and all of its unit', async () => {
        await kept({ events: [], records: [write('k', { value: 1 })] });
        for (const version of [0, 2]) {
          await refused(
            store.append({ events: [], records: [write('other'), write('k', { version, value: 2 })] }),
            'ABORTED',
          );
        }
        expect(await get('k')).toMatchObject({ version: 1, value: 1 });
        expect(await get('other')).toBeUndefined();
        await refused(store.append({ events: [], records: [write('none', { version: 1 })] }), 'ABORTED');
      });

      test('of eight increments at once, one stands and seven run again', async () => {
        await kept({ events: [], records: [write('count', { value: 0 })] });
        const outcomes = await Promise.allSettled(
          Array.from(
            { length: 8 },
            () => store.append({ events: [], records: [write('count', { version: 1, value: 1 })] }).durable,
          ),
        );
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      });

      test('are gone when deleted; what comes after has a later version', async () => {
        await kept({ events: [], records: [write('k', { index: { done: false }, text: 'milk' })] });
        const gone = { namespace: 'notes', collection: 'notes', key: 'k', version: 1, taint: [] };
        await kept({ events: [], records: [gone] });
        expect(await get('k')).toBeUndefined();
        expect(await store.records('notes', 'notes', {}, [])).toEqual([]);
        expect(await store.searchRecords('notes', 'notes', 'milk', 10, [])).toEqual([]);
        await kept({ events: [], records: [write('k', { version: 0 })] });
        expect((await get('k'))?.version).toBeGreaterThan(1);
        await refused(store.append({ events: [], records: [gone] }), 'ABORTED');
        await kept({ events: [], records: [{ ...gone, key: 'never', version: 0 }] });
      });

      test('are found by their indexed fields, in the order asked', async () => {
        const item = (key: string, list: string, at: number, done: boolean) =>
          write(key, { value: key, index: { list, at, done } });
        await kept({
          events: [],
          records: [
            item('a', 'food', 3, false),
            item('b', 'food', 1, true),
            item('c', 'tools', 2, false),
            write('d'),
            write('a', { collection: 'other' }),
          ],
        });
        const keys = async (query: Parameters<Store['records']>[2]) =>
          (await store.records('notes', 'notes', query, [])).map(({ key }) => key);
        expect(await keys({})).toEqual(['a', 'b', 'c', 'd']);
        expect(await keys({ descending: true, limit: 2 })).toEqual(['d', 'c']);
        expect(await keys({ where: { list: 'food' } })).toEqual(['a', 'b']);
        expect(await keys({ where: { list: 'food', done: false } })).toEqual(['a']);
        expect(await keys({ where: { done: false }, orderBy: 'at' })).toEqual(['c', 'a']);
        expect(await keys({ orderBy: 'at', descending: true, limit: 3 })).toEqual(['a', 'c', 'b']);
        await kept({ events: [], records: [item('a', 'tools', 9, false)] });
        expect(await keys({ where: { list: 'food' } })).toEqual(['b']);
      });

      test('are found by their words, best first, in their own collection', async () => {
        await kept({
          events: [],
          records: [
            write('one', { text: 'Buy milk and more milk' }),
            write('two', { text: 'The milkman comes; buy bread, butter, eggs, cheese, apples and some other things' }),
            write('three', { text: 'Crème brûlée' }),
            write('four', { text: 'milk', collection: 'other' }),
            write('five', { text: 'milk', namespace: 'other' }),
          ],
        });
        const keys = async (words: string, limit = 10) =>
          (await store.searchRecords('notes', 'notes', words, limit, [])).map(({ key }) => key);
        expect(await keys('milk')).toEqual(['one', 'two']);
        expect(await keys('milk', 1)).toEqual(['one']);
        expect(await keys('creme')).toEqual(['three']);
        expect(await keys('nothing')).toEqual([]);
        expect(await keys('" OR scope : c1 * NEAR(')).toEqual([]);
        expect(await keys('-- ;')).toEqual([]);
        await kept({ events: [], records: [write('one', { text: 'bread' })] });
        expect(await keys('milk')).toEqual(['two']);
      });

      test('a read sees the pending writes of its call, and nobody else does', async () => {
        await kept({ events: [], records: [write('a', { value: 1, index: { n: 1 }, text: 'old' })] });
        const pending = [
          write('a', { version: 1, value: 2, index: { n: 2 }, text: 'new' }),
          write('b', { version: 0, value: 3, index: { n: 3 } }),
        ];
        expect(await store.record('notes', 'notes', 'a', pending)).toMatchObject({ version: 2, value: 2 });
        expect(
          (await store.records('notes', 'notes', { orderBy: 'n', descending: true }, pending)).map(
            ({ value }) => value,
          ),
        ).toEqual([3, 2]);
        expect(await store.searchRecords('notes', 'notes', 'new', 5, pending)).toHaveLength(1);
        expect(await store.searchRecords('notes', 'notes', 'new', 5, [])).toEqual([]);
        expect(await get('a')).toMatchObject({ version: 1, value: 1 });
        expect(await get('b')).toBeUndefined();
      });

      test('a read with pending writes leaves the units that wait for their commit be', async () => {
        const before = store.append({ events: [], records: [write('a')] });
        const read = store.record('notes', 'notes', 'b', [write('b')]);
        const clash = store.record('notes', 'notes', 'a', [write('a', { version: 7 })]);
        const after = store.append({ events: [], records: [write('c')] });
        await expect(clash).rejects.toMatchObject({ code: 'ABORTED', retryable: true });
        expect(await read).toMatchObject({ version: 1 });
        await Promise.all([before.durable, after.durable]);
        await reopen();
        expect((await store.records('notes', 'notes', {}, [])).map(({ key }) => key)).toEqual(['a', 'c']);
      });
    });

    describe('close', () => {
      test('commits what is under way, and takes nothing after', async () => {
        const ticket = store.append({ open: [row('t')], events: [forwardEvent('t', 1)] });
        const closed = store.close();
        await refused(store.append({ events: [] }), 'UNAVAILABLE');
        await expect(store.thread('t')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
        await Promise.all([ticket.durable, closed, store.close()]);
        store = await open(folder);
        expect(await store.events('t')).toHaveLength(1);
      });
    });
  });
}
