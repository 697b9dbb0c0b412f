import { Fault, provider, tool } from 'agentos/service';
import { z } from 'zod';
import { type Work, workBegin, workEnd, workList, workStart, workStop } from './contract.ts';
import { openOffice } from './office.ts';
import { isOver, threadOf, turnOf, viewOf, workRecords } from './work_record.ts';

/** More at once than this is asked for by mistake. */
const AT_ONCE = 8;
/** What was not noted as over by then was cut off: no turn lasts so long. */
const LONGEST_MS = 86_400_000;
const KEPT_MS = 7 * 86_400_000;
const ALL = 10_000;

/** Long work as records in the daemon's own storage; a signal asks for each to be taken up. */
export default provider({
  contracts: [workStart, workList, workStop, workBegin, workEnd],
  settings: z.object({}),
  async open(context) {
    const office = await openOffice(context);
    return { tools, release: async () => office.release() };
  },
});

const tools = [
  tool({
    contract: workStart,
    async run(asked, { storage, clock, key }) {
      const records = storage.collection(workRecords);
      const now = Math.round(clock.now());
      let open = 0;
      for (const { key: id, value } of await records.query({ limit: ALL })) {
        if (value.askedAt < now - KEPT_MS) await records.delete(id);
        else if (!isOver(value) && value.askedAt > now - LONGEST_MS) open += 1;
      }
      if (open >= AT_ONCE)
        throw new Fault(
          'RESOURCE_EXHAUSTED',
          `I am working on ${open} things already. Wait for one of them, or stop one: "what are you working on" tells which.`,
        );
      const record = { ...asked, state: 'waiting' as const, askedAt: now, parent: threadOf(key), ...turnOf(key) };
      await records.put(key, record);
      return viewOf(key, record);
    },
  }),

  tool({
    contract: workList,
    async run({ limit }, { storage }) {
      const found = await storage.collection(workRecords).query({ orderBy: 'askedAt', descending: true, limit });
      return { works: found.map(({ key, value }) => viewOf(key, value)) };
    },
  }),

  tool({
    contract: workStop,
    async run({ ids }, { storage, clock }) {
      const records = storage.collection(workRecords);
      const works: Work[] = [];
      for (const id of ids) {
        const stored = await records.get(id);
        if (stored === undefined || isOver(stored.value)) continue;
        const record = { ...stored.value, state: 'stopped' as const, endedAt: Math.round(clock.now()) };
        await records.put(id, record);
        works.push(viewOf(id, record));
      }
      return { works };
    },
  }),

  tool({
    contract: workBegin,
    async run({ id }, { storage, key }) {
      const records = storage.collection(workRecords);
      const stored = await records.get(id);
      if (stored === undefined) return { what: 'something' };
      const { what, call, state } = stored.value;
      if (state !== 'waiting') return { what };
      await records.put(id, { ...stored.value, state: 'running', thread: threadOf(key) });
      return { what, call };
    },
  }),

  tool({
    contract: workEnd,
    async run({ id, state }, { storage, clock }) {
      const records = storage.collection(workRecords);
      await records.update(id, (record) =>
        record === undefined || isOver(record) ? undefined : { ...record, state, endedAt: Math.round(clock.now()) },
      );
      return {};
    },
  }),
];
