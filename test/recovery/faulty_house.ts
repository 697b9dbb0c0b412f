import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../src/interfaces/client/client.ts';
import { eventually, ownFolder } from '../daemon/front/own_folder.ts';
import { DaemonProcess } from '../daemon_process.ts';

const CONTRACT = `
import { need } from 'agentos/contract';
import { z } from 'zod';
export const bad = need('bad', { summary: 'Is bad.', input: z.object({ how: z.string() }), output: z.object({ text: z.string() }),
  effect: 'read', risk: 'open', deadlineMs: 600_000 });
`;
/** What is bad is so while its flag stands; \`once\` takes the flag away first. */
const TOOL = `
import { existsSync, rmSync } from 'node:fs';
import { tool } from 'agentos/service';
import { bad } from './contract.mjs';
const kept = [];
function turnInCircles() { for (let i = 0; ; i += 1) if (i < 0) return; }
export default tool({ contract: bad, async run({ how }) {
  const flag = new URL('../../../' + how, import.meta.url);
  if (!existsSync(flag)) return { text: 'dizzy' };
  if (how === 'once') rmSync(flag);
  // Not before whoever asked has heard that it was taken.
  while (!existsSync(new URL('../../../go', import.meta.url))) await new Promise((go) => setTimeout(go, 20));
  if (how !== 'leak') turnInCircles();
  for (;;) { kept.push(new Uint8Array(1 << 20).fill(1)); await new Promise((go) => setTimeout(go, 5)); }
} });
`;
const AGENT_CONTRACT = `
import { reply, use } from 'agentos/contract';
import { z } from 'zod';
export const rogue = use('rogue', { summary: 'Does it.', input: z.object({ intent: z.string(), slots: z.record(z.string(), z.any()) }).loose(),
  output: reply, intents: { RogueDo: true } });
`;
const AGENT = `
import { agent, invoke } from 'agentos/service';
import { rogue } from './contract.mjs';
export default agent({ contract: rogue, *run({ input }) { return yield* invoke('need.bad', { how: input.slots.how }); } });
`;
const SENTENCES = `
language: en
lists: { how: { values: [once, always, leak] } }
intents: { RogueDo: { data: [{ sentences: ["misbehave {how}"] }] } }
`;

/** A house with a service that hangs or leaks when it is told to: "misbehave once", "misbehave always", "misbehave leak". */
export class FaultyHouse {
  readonly folder: string;
  readonly daemon: DaemonProcess;

  constructor(daemonSettings: string, env: { readonly [name: string]: string } = {}) {
    this.folder = ownFolder({
      'services/need/bad/contract.mjs': CONTRACT,
      'services/need/bad/tool.mjs': TOOL,
      'services/use/rogue/contract.mjs': AGENT_CONTRACT,
      'services/use/rogue/agent.mjs': AGENT,
      'sentences/rogue.yaml': SENTENCES,
    });
    const settings = join(this.folder, 'agentos.toml');
    writeFileSync(settings, `\n[daemon]\n${daemonSettings}\n`, { flag: 'a' });
    this.daemon = new DaemonProcess({ settings, env });
  }

  /** Starts it. Resolves when its own sentences are understood. */
  async start(): Promise<Client> {
    await this.daemon.start();
    const client = await this.daemon.connect({ name: 'house' });
    const understood = async () => (await this.daemon.ask(client, 'misbehave once')).text === 'dizzy';
    await eventually(understood, 'the sentences are understood');
    return client;
  }

  /** Says it, for it to be bad from when it is accepted on. Resolves then. */
  async misbehave(client: Client, how: 'once' | 'always' | 'leak') {
    rmSync(join(this.folder, 'go'), { force: true });
    writeFileSync(join(this.folder, how), '');
    const accepted = await client.utter({ text: `misbehave ${how}` }).accepted;
    writeFileSync(join(this.folder, 'go'), '');
    return accepted;
  }

  isStillBad(how: string): boolean {
    return existsSync(join(this.folder, how));
  }

  async stop(): Promise<void> {
    await this.daemon.kill9();
    await this.daemon.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
