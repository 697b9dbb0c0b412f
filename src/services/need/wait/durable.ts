import { Fault, provider, tool } from 'agentos/service';
import { z } from 'zod';
import { MOST_WAITS, waitCancel, waitList, waitStart, waitTake } from './contract.ts';
import { waits } from './wait_record.ts';
import { openWatch } from './watch.ts';

/** Clients of the socket for voice are named so. */
const VOICE = 'voice:';

/** What is waited for, as records in the daemon's own storage, looked at whenever a device tells its state. */
export default provider({
  contracts: [waitStart, waitList, waitCancel, waitTake],
  settings: z.object({}),
  async open(context) {
    const watch = await openWatch(context);
    return {
      tools: [
        tool({
          contract: waitStart,
          async run(wanted, { storage, key }) {
            const records = storage.collection(waits);
            const { length } = await records.query({ limit: MOST_WAITS });
            if (length >= MOST_WAITS)
              throw new Fault(
                'FAILED_PRECONDITION',
                `I wait for ${MOST_WAITS} things already, which is the most I keep. Say "cancel everything that is planned", or one of them.`,
              );
            const was = watch.isSo(wanted) === true;
            await records.put(key, { ...wanted, was, times: 0, taken: 0 });
            return { id: key, already: was };
          },
        }),
        tool({
          contract: waitList,
          async run({ typed }, { storage }) {
            const stored = await storage.collection(waits).query({ limit: MOST_WAITS });
            return {
              waits: stored
                .filter(({ value }) => value.again || value.times === 0)
                .map(({ key, value: { was: _was, times: _times, taken: _taken, ...view } }) => {
                  const heard = typed === true || view.spoken === true || view.client.startsWith(VOICE);
                  return heard
                    ? { id: key, ...view }
                    : { id: key, ...view, said: 'something', command: 'one that was typed' };
                }),
            };
          },
        }),
        tool({
          contract: waitCancel,
          async run({ ids }, { storage }) {
            const records = storage.collection(waits);
            const found = [];
            for (const id of ids) {
              const stored = await records.get(id);
              if (stored === undefined) continue;
              await records.delete(id);
              const { was: _was, times: _times, taken: _taken, ...view } = stored.value;
              found.push({ id, ...view });
            }
            return { waits: found };
          },
        }),
        tool({
          contract: waitTake,
          async run({ id, times }, { storage }) {
            const records = storage.collection(waits);
            const stored = await records.get(id);
            if (stored === undefined || stored.value.taken >= times) return {};
            const { command, said, again } = stored.value;
            if (again) await records.update(id, (now) => now && { ...now, taken: times });
            else await records.delete(id);
            return { command, said };
          },
        }),
      ],
      release: async () => watch.release(),
    };
  },
});
