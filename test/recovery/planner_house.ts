import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../src/interfaces/client/client.ts';
import { eventually, ownFolder, put } from '../daemon/front/own_folder.ts';
import type { DaemonProcess } from '../daemon_process.ts';

/**
 * A house with services of its own: one that sets what speech has no words for (a catch-up policy, a grace, a second), and an errand
 * with a `once` effect, a line in a file.
 */
export class PlannerHouse {
  readonly folder: string;
  readonly settings: string;

  constructor() {
    this.folder = ownFolder({
      'services/need/errand/contract.mjs': `
import { need } from 'agentos/contract';
import { z } from 'zod';
export const errandRun = need('errand.run', { summary: 'Run an errand.', input: z.object({ name: z.string() }), output: z.object({}),
  effect: 'once', risk: 'home' });
`,
      'services/use/errand_planner/contract.mjs': `
import { reply, use } from 'agentos/contract';
import { z } from 'zod';
export const planner = use('errand_planner', { summary: 'Plans things.', output: reply, intents: { TestPlan: true },
  input: z.object({ intent: z.string(), slots: z.object({ plan: z.string() }) }).loose() });
`,
      'services/use/errand_planner/agent.mjs': `
import { agent, invoke } from 'agentos/service';
import { planner } from './contract.mjs';
export default agent({ contract: planner, *run({ input }) {
  const hex = input.slots.plan.replace(/[a-p]/g, (letter) => (letter.charCodeAt(0) - 97).toString(16));
  const { id } = yield* invoke('need.schedule.create', JSON.parse(Buffer.from(hex, 'hex').toString()));
  return { text: id };
} });
`,
      'sentences/planner.yaml': `
language: en
lists:
  plan: { wildcard: true }
intents:
  TestPlan:
    data:
      - sentences: ["plan this {plan}"]
`,
    });
    this.settings = join(this.folder, 'agentos.toml');
    put(
      this.folder,
      'services/need/errand/tool.mjs',
      `
import { appendFileSync } from 'node:fs';
import { tool } from 'agentos/service';
import { errandRun } from './contract.mjs';
export default tool({ contract: errandRun, async run({ name }) {
  appendFileSync(${JSON.stringify(join(this.folder, 'errands'))}, name + '\\n');
  return {};
} });
`,
    );
    put(this.folder, 'errands', '');
  }

  /** Waits until a daemon has taken up what stands here: then it refuses a plan without anything in it. */
  async takenUp(daemon: DaemonProcess, client: Client): Promise<void> {
    const nothing = PlannerHouse.words({});
    await eventually(
      async () => (await daemon.ask(client, nothing)).code === 'INVALID_ARGUMENT',
      'the services of the house are taken up',
    );
  }

  /** The names of the errands that were run, as often as they were. */
  errands(): string[] {
    return readFileSync(join(this.folder, 'errands'), 'utf8').split('\n').filter(Boolean);
  }

  /** What sets a schedule, and is answered with its id. One word of small letters comes through any folding of text. */
  static words(schedule: object): string {
    const hex = Buffer.from(JSON.stringify(schedule)).toString('hex');
    return `plan this ${hex.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))}`;
  }
}
