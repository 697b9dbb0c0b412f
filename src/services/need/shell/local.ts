import { provider, tool } from 'agentos/service';
import { z } from 'zod';
import { shellRun } from './contract.ts';

const MAX_BYTES = 200_000;

/** Programs of this machine, as the user that the daemon runs as. Off until the settings name one. */
export default provider({
  contracts: [shellRun],
  settings: z.object({
    allow: z
      .array(z.string().min(1))
      .default([])
      .describe(
        'Programs that may be run, each after a yes to its exact arguments: names, as in "git", or whole paths. None where it is empty.',
      ),
  }),
  async open({ programs }) {
    const run = tool({
      contract: shellRun,
      accepts: () => programs.allowed.length > 0,
      run: ({ program, args, folder, input, seconds }, { signal }) =>
        programs.run({
          program,
          args,
          ...(folder === undefined ? {} : { folder }),
          ...(input === undefined ? {} : { input }),
          ...{ timeoutMs: seconds * 1_000, maxBytes: MAX_BYTES, signal },
        }),
    });
    return { tools: [run], release: async () => {} };
  },
});
