import { Fault, invoke, router, settle } from 'agentos/service';
import { z } from 'zod';
import { parallelExecutor, type TaskResult } from './contract.ts';

const json = z.json();

export default router({
  contract: parallelExecutor,
  *run({ input: { tasks } }) {
    const settled = yield* settle(
      tasks.map(({ event, params, deadline_ms }) => {
        const call = invoke(event, json.parse(params ?? {}));
        return deadline_ms === undefined ? call : call.within(deadline_ms);
      }),
    );
    const results = settled.map((outcome, index): TaskResult => {
      const event = tasks[index]?.event ?? '';
      if (outcome.ok) return { event, ok: true, data: outcome.value };
      const { code, message } = Fault.from(outcome.error);
      return { event, ok: false, error: { code, message } };
    });
    return { results };
  },
});
