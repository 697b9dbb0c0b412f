import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuMsOf, QUIET, residentMib, say, startDaemon } from '../daemon.ts';
import { generateHome, writeHome } from '../generated_home.ts';
import { stateFolder } from '../places.ts';
import { percentile, serveSide } from '../side.ts';

interface Options {
  /** Devices of a generated home; the demo home where absent. */
  readonly devices?: number;
  /** Services of one's own beside those that ship. */
  readonly services?: number;
  /** Of these, agents that are a prompt. */
  readonly prompted?: number;
  readonly turns: number;
}

/** Commands that the grammar understands, typed to the real daemon. */
serveSide(async ({ devices, services = 0, prompted = 0, turns }: Options) => {
  const folder = stateFolder();
  const settings = join(folder, 'agentos.toml');
  writeFileSync(settings, QUIET);
  writeServices(join(folder, 'services'), services);
  writePrompted(join(folder, 'services', 'use'), prompted);
  const home = devices === undefined ? {} : { home: writeHome(folder, devices) };
  const daemon = await startDaemon({ settings, ...home });
  const here = (await daemon.client.services()).filter(({ subject }) => subject.startsWith('use.made_up_')).length;
  if (here !== services + prompted) throw new Error(`${here} of ${services + prompted} services were found`);
  const names = devices === undefined ? ['kitchen light'] : generateHome(devices).entities.map(({ name }) => name);
  const commandOf = (index: number): string =>
    `turn ${index % 2 === 0 ? 'on' : 'off'} the ${names[(index * 7) % names.length]}`;
  return {
    async check() {
      const replies: string[] = [];
      for (const index of [0, 1]) replies.push(await say(daemon.client, commandOf(index)));
      if (replies.some((reply) => /sorry/i.test(reply))) throw new Error(`it answered ${replies.join(' ')}`);
      return replies;
    },
    async round() {
      const times: number[] = [];
      const before = cpuMsOf(daemon.pid);
      for (let turn = 0; turn < turns; turn += 1) {
        const started = performance.now();
        await say(daemon.client, commandOf(turn));
        times.push(performance.now() - started);
      }
      const cpuPer = (cpuMsOf(daemon.pid) - before) / turns;
      const resident = residentMib(daemon.pid);
      return {
        cpuPer,
        resident,
        p50: percentile(times, 0.5),
        p95: percentile(times, 0.95),
        p99: percentile(times, 0.99),
      };
    },
    async close() {
      await daemon.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

const PER_FILE = 100;

/** Agents that take intents of their own, as a third party's would; a file may hold several. */
function writeServices(folder: string, count: number): void {
  for (let first = 0; first < count; first += PER_FILE) {
    const inside = join(folder, 'use', `made_up_${first}`);
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, 'agents.js'), fileText(first, Math.min(PER_FILE, count - first)));
  }
}

/** As people write them: a small file each. */
function writePrompted(folder: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const name = `made_up_prompt_${index}`;
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'agent.js'), promptedText(name, index));
  }
}

function promptedText(name: string, index: number): string {
  return `import { reply, request, use } from 'agentos/contract';
import { agent } from 'agentos/service';
export default agent.prompted({
  contract: use('${name}', { summary: 'Knows all about matter ${index}.', input: request, output: reply }),
  prompt: 'You know all about matter ${index}. Answer in one sentence, and say so where you do not know.',
  uses: ['need.clock.now', 'need.memory.search'],
});
`;
}

function fileText(first: number, count: number): string {
  return `import { reply, use } from 'agentos/contract';
import { agent } from 'agentos/service';
import { z } from 'zod';
export default Array.from({ length: ${count} }, (_, index) => {
  const name = 'made_up_' + (${first} + index);
  const contract = use(name, {
    summary: 'Answers to its own name.',
    input: z.object({ text: z.string(), intent: z.string().optional() }),
    output: reply,
    intents: { ['Intent_' + name]: true },
  });
  return agent({
    contract,
    *run({ input }) {
      return { text: name + ': ' + input.text };
    },
  });
});
`;
}
