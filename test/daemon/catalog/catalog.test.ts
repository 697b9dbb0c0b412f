import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Catalog } from '../../../src/daemon/catalog/catalog.ts';
import { lookAt } from '../../../src/daemon/catalog/folder_look.ts';
import { scanServices } from '../../../src/daemon/catalog/scan.ts';
import { watchServices } from '../../../src/daemon/catalog/watcher.ts';
import { systemClock } from '../../../src/daemon/doors/clock.ts';
import { need } from '../../../src/daemon/model/contract.ts';
import { NO_FOLDERS } from '../../../src/daemon/model/doors.ts';
import type { Registered } from '../../../src/daemon/runtime/registry.ts';
import { eventually } from '../front/own_folder.ts';

// Files of services in a folder under the checkout, so that they find the package as a third party's package does.

let root: string;
let problems: string[];
let served: Map<string, Registered>;
let catalog: Catalog;
const undo: (() => Promise<void>)[] = [];

const refuse = (): never => {
  throw new Error('no doors here');
};

beforeEach(() => {
  root = join(mkdtempSync(join(import.meta.dirname, '.services-')), 'services');
  problems = [];
  served = new Map();
  const doors = {
    http: { getJson: refuse, getText: refuse, postText: refuse },
    files: { readText: refuse, readBytes: refuse, list: refuse },
    folders: NO_FOLDERS,
    programs: { allowed: [], run: refuse },
    clock: systemClock('UTC'),
    secret: refuse,
    emit: refuse,
    log: () => undefined,
    storage: { collection: refuse },
    listen: refuse,
    describe: () => undefined,
    watchStorage: refuse,
    nearIndex: refuse,
    place: { location: 'home', units: 'metric' as const },
  };
  catalog = new Catalog({
    clock: systemClock('UTC'),
    settings: (_capability, provider) => (provider === 'needy' ? { size: 'wrong' } : undefined),
    context: () => doors,
    serve: (registered) => {
      const at = `${registered.service.contract.subject} ${registered.provider}`;
      served.set(at, registered);
      return () => {
        if (served.get(at) === registered) served.delete(at);
      };
    },
    problem: (message, fields) => problems.push(`${message} ${JSON.stringify(fields)}`),
  });
});
afterEach(async () => {
  for (const one of undo.splice(0)) await one();
  await catalog.release();
  rmSync(dirname(root), { recursive: true, force: true });
});

function put(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function load(): Promise<void> {
  const { opened } = await catalog.add(await scanServices(root));
  await opened;
}

const contractOf = (effect: string): string => `
import { need } from 'agentos/contract';
import { z } from 'zod';
export const echo = need('echo', { summary: 'Echo.', input: z.object({}), output: z.object({ text: z.string() }), effect: '${effect}', risk: 'open' });
`;
const toolOf = (text: string): string => `
import { tool } from 'agentos/service';
import { echo } from './contract.ts';
export default tool({ contract: echo, run: async () => ({ text: '${text}' }) });
`;
const answerOf = async (): Promise<unknown> => {
  const [first] = catalog.providers('need.echo');
  return first?.service.run({}, {} as never);
};

test('a broken file is reported and left out, whatever is broken about it; the rest is there', async () => {
  put('need/echo/contract.ts', contractOf('read'));
  put('need/echo/good.ts', toolOf('good'));
  const broken: Record<string, string> = {
    syntax: 'export default {',
    throws: 'throw new Error("at import");',
    missing: 'import "./nowhere.ts"; export default {};',
    number: 'export default 5;',
    half_tool: 'export default { kind: "tool" };',
    half_agent: 'export default { kind: "agent", run() {} };',
    half_provider: 'export default { kind: "provider", contracts: [] };',
    half_rule: 'export default { kind: "rule", name: "x", start() {} };',
    no_kind: 'export default { kind: "wizard" };',
    waits: 'await new Promise(() => {}); export default 1;',
    nan: 'import { need } from "agentos/contract"; import { z } from "zod"; need("bad", { summary: "", input: z.date(), output: z.object({}), effect: "read", risk: "open" });',
  };
  for (const [name, text] of Object.entries(broken)) put(`need/echo/${name}.ts`, text);
  await load();
  expect(await answerOf()).toEqual({ text: 'good' });
  expect([...catalog.broken.keys()].map((path) => path.slice(root.length + 11, -3)).sort()).toEqual(
    Object.keys(broken).sort(),
  );
  for (const [path, why] of catalog.broken) expect(why, path).toMatch(/need\/echo\/\w+\.ts/);
  expect(problems).toHaveLength(Object.keys(broken).length);
  expect(catalog.rules).toEqual([]);
});

test('a provider whose settings are wrong, or that cannot open, says why and holds up nobody', async () => {
  put('need/echo/contract.ts', contractOf('read'));
  put('need/echo/good.ts', toolOf('good'));
  put(
    'need/echo/needy.ts',
    `
import { provider } from 'agentos/service'; import { z } from 'zod'; import { echo } from './contract.ts';
export default provider({ contracts: [echo], settings: z.object({ size: z.number() }), open: async () => ({ tools: [], release: async () => {} }) });`,
  );
  put(
    'need/echo/fails.ts',
    `
import { provider } from 'agentos/service'; import { z } from 'zod'; import { echo } from './contract.ts';
export default provider({ contracts: [echo], settings: z.object({}), open: async () => { throw new Error('no broker'); } });`,
  );
  await load();
  const reports = catalog.describe().filter(({ subject }) => subject === 'need.echo');
  expect(reports.map(({ provider, state }) => [provider, state]).sort()).toEqual([
    ['fails', 'failed'],
    ['good', 'serving'],
    ['needy', 'failed'],
  ]);
  expect(reports.find(({ provider }) => provider === 'needy')?.problem).toMatch(/echo\.needy\.size/);
  expect(reports.find(({ provider }) => provider === 'fails')?.problem).toMatch(/no broker/);
});

test('a contract is described once, and its risks are known without describing it', async () => {
  put('need/echo/contract.ts', contractOf('read'));
  put('need/echo/good.ts', toolOf('good'));
  put(
    'need/echo/fails.ts',
    `
import { provider } from 'agentos/service'; import { z } from 'zod'; import { echo } from './contract.ts';
export default provider({ contracts: [echo], settings: z.object({}), open: async () => { throw new Error('no broker'); } });`,
  );
  await load();
  const [first, again] = [catalog.describe(), catalog.describe()].map((all) =>
    all.find(({ provider }) => provider === 'good'),
  );
  expect(first?.outputSchema).toMatchObject({ properties: { text: { type: 'string' } } });
  expect(again?.inputSchema).toBe(first?.inputSchema);
  expect(again?.outputSchema).toBe(first?.outputSchema);
  expect(catalog.risks('need.echo')).toEqual(['open', 'open']);
  expect(catalog.risks('need.nothing')).toEqual([]);
});

test('a place is taken once: by handler, by name of provider, and what is the daemon’s own by nobody', async () => {
  catalog.addBuiltIn(
    'agentos',
    [],
    [need('user.ask', { summary: 'Ask.', input: z.object({}), output: z.object({}), effect: 'read', risk: 'open' })],
  );
  const agent = (name: string): string => `
import { reply, use } from 'agentos/contract'; import { agent } from 'agentos/service'; import { z } from 'zod';
export default agent({ contract: use('${name}', { summary: 'A.', input: z.object({}), output: reply }), *run() { return { text: 'a' }; } });`;
  put('use/a/one.ts', agent('same'));
  put('use/b/two.ts', agent('same'));
  put('need/echo/contract.ts', contractOf('read'));
  put('need/echo/pair.ts', `import pair from './pair_of.ts'; export default [pair, pair];`);
  put('need/echo/pair_of.ts', toolOf('pair'));
  put(
    'need/user/ask.ts',
    `
import { need } from 'agentos/contract'; import { tool } from 'agentos/service'; import { z } from 'zod';
export default tool({ contract: need('user.ask', { summary: 'Mine.', input: z.object({}), output: z.object({}), effect: 'read', risk: 'open' }), run: async () => ({ yes: true }) });`,
  );
  await load();
  expect(catalog.broken.get(join(root, 'use/b/two.ts'))).toMatch(/use\.same has a handler already/);
  expect(catalog.broken.get(join(root, 'need/echo/pair.ts'))).toMatch(/has a provider 'pair' already/);
  expect(catalog.broken.get(join(root, 'need/user/ask.ts'))).toMatch(/by AgentOS itself/);
  expect(catalog.contract('need.user.ask')?.summary).toBe('Ask.');
  expect(catalog.providers('need.user.ask')).toEqual([]);
});

test('who joins a capability cannot weaken its contract', async () => {
  const own = (name: string, risk: string, effect: string): string => `
import { need } from 'agentos/contract'; import { tool } from 'agentos/service'; import { z } from 'zod';
export default tool({ contract: need('gate', { summary: '${name}', input: z.object({}), output: z.object({}), effect: '${effect}', risk: '${risk}' }), run: async () => ({}) });`;
  put('need/gate/a_first.ts', own('a', 'danger', 'keyed'));
  put('need/gate/b_weaker.ts', own('b', 'open', 'keyed'));
  put('need/gate/c_reads.ts', own('c', 'danger', 'read'));
  put('need/gate/d_same.ts', own('d', 'danger', 'keyed'));
  await load();
  expect(catalog.providers('need.gate').map(({ provider }) => provider)).toEqual(['a_first', 'd_same']);
  expect(catalog.contract('need.gate')?.fixedRisk).toBe('danger');
  for (const name of ['b_weaker', 'c_reads'])
    expect(catalog.broken.get(join(root, `need/gate/${name}.ts`))).toMatch(/contract differs/);
});

test('files that come, change and go are taken up while it runs, in a folder that comes later too', async () => {
  const log = { info: () => undefined, problem: () => undefined, of: () => () => undefined };
  // The folder does not exist yet, nor the one above it has anything in it.
  undo.push(watchServices({ root, catalog, log, loaded: await lookAt(root) }));
  put('need/echo/contract.ts', contractOf('read'));
  put('need/echo/first.ts', toolOf('one'));
  await eventually(async () => JSON.stringify(await answerOf()) === '{"text":"one"}', 'the file is taken up');
  const before = catalog.providers('need.echo')[0];
  put('need/echo/first.ts', toolOf('two'));
  await eventually(async () => JSON.stringify(await answerOf()) === '{"text":"two"}', 'the change is taken up');
  // A call that was under way has its service still.
  expect(await before?.service.run({}, {} as never)).toEqual({ text: 'one' });
  expect(served.get('need.echo first')?.service).toBe(catalog.providers('need.echo')[0]?.service);

  put('need/echo/first.ts', 'export default {');
  await eventually(() => catalog.broken.size === 1, 'the fault is reported');
  expect(await answerOf()).toEqual({ text: 'two' });
  put('need/echo/first.ts', toolOf('three'));
  await eventually(async () => JSON.stringify(await answerOf()) === '{"text":"three"}', 'it is mended');
  expect(catalog.broken.size).toBe(0);

  rmSync(join(root, 'need/echo/first.ts'));
  await eventually(() => catalog.providers('need.echo').length === 0, 'the file is taken out');
  expect(catalog.contract('need.echo')).toBeUndefined();
  expect(served.size).toBe(0);
});

const filesOf = (folder: string) =>
  scanServices(root).then((files) => files.filter(({ path }) => dirname(path) === join(root, folder)));
// A source is imported once by its address; only the installed daemon has the hook that gives a changed contract a new one.
const ownTool = (name: string, effect: string): string => `
import { need } from 'agentos/contract'; import { tool } from 'agentos/service'; import { z } from 'zod';
export default tool({ contract: need('gate', { summary: '${effect}', input: z.object({}), output: z.object({}), effect: '${effect}', risk: 'open' }), run: async () => ({ name: '${name}' }) });`;
const gate = (): readonly string[] => catalog.providers('need.gate').map(({ provider }) => provider);

test('a contract that changes takes all its providers along', async () => {
  for (const name of ['a', 'b', 'c']) put(`need/gate/${name}.ts`, ownTool(name, 'read'));
  await load();
  for (const name of ['a', 'b', 'c']) put(`need/gate/${name}.ts`, ownTool(name, 'keyed'));
  const taken = catalog.takeUp(join(root, 'need/gate'), await filesOf('need/gate'));
  expect(catalog.contract('need.gate')?.effect).toBe('read');
  await taken;
  expect(gate()).toEqual(['a', 'b', 'c']);
  expect(catalog.contract('need.gate')?.effect).toBe('keyed');
  expect(catalog.broken.size).toBe(0);
  expect([...served.keys()]).toEqual(['need.gate a', 'need.gate b', 'need.gate c']);
});

test('where one cannot be loaded, its siblings wait for it with their new contract, and only then', async () => {
  const take = async () => catalog.takeUp(join(root, 'need/gate'), await filesOf('need/gate'));
  for (const name of ['a', 'b']) put(`need/gate/${name}.ts`, ownTool(name, 'read'));
  await load();
  put('need/gate/a.ts', ownTool('changed', 'read'));
  put('need/gate/b.ts', 'export default {');
  await take();
  expect(gate()).toEqual(['b', 'a']);
  expect(await catalog.providers('need.gate')[1]?.service.run({}, {} as never)).toEqual({ name: 'changed' });
  put('need/gate/a.ts', ownTool('a', 'keyed'));
  await take();
  expect(gate()).toEqual(['b', 'a']);
  expect(catalog.contract('need.gate')?.effect).toBe('read');
  expect([...catalog.broken.keys()]).toEqual([join(root, 'need/gate/b.ts')]);
  put('need/gate/b.ts', ownTool('b', 'keyed'));
  await take();
  expect(gate()).toEqual(['a', 'b']);
  expect(catalog.contract('need.gate')?.effect).toBe('keyed');
  expect(catalog.broken.size).toBe(0);
});

test('a file that was refused stays marked while nothing changes', async () => {
  put('need/gate/a.ts', ownTool('a', 'read'));
  put('need/gate/b.ts', ownTool('b', 'keyed'));
  await load();
  await catalog.takeUp(join(root, 'need/gate'), await filesOf('need/gate'));
  expect(catalog.broken.get(join(root, 'need/gate/b.ts'))).toMatch(/contract differs/);
  rmSync(join(root, 'need/gate/a.ts'));
  await catalog.takeUp(join(root, 'need/gate'), await filesOf('need/gate'));
  expect(gate()).toEqual(['b']);
  expect(catalog.broken.size).toBe(0);
});

test('a rule cannot take the name of another, which would silence both by turns', async () => {
  const ruleOf = (name: string): string => `
import { rule, signal } from 'agentos/service'; import { z } from 'zod';
export default rule({ name: '${name}', on: signal('due', z.object({})), start: () => undefined });`;
  put('use/first/rule.ts', ruleOf('announce'));
  put('use/second/other.ts', ruleOf('another'));
  put('use/second/rule.ts', ruleOf('announce'));
  await load();
  expect(catalog.rules.map(({ name }) => name)).toEqual(['announce', 'another']);
  expect([...catalog.broken]).toEqual([
    [join(root, 'use/second/rule.ts'), "use/first/rule.ts has a rule 'announce' already; give this one another name."],
  ]);
  put('use/second/rule.ts', ruleOf('mine'));
  await catalog.takeUp(join(root, 'use/second'), await filesOf('use/second'));
  expect(catalog.rules.map(({ name }) => name)).toEqual(['announce', 'another', 'mine']);
  expect(catalog.broken.size).toBe(0);
});

test('a file that was left out is told of with the rest, by its path and why', async () => {
  put('need/gate/a.ts', ownTool('a', 'read'));
  put('need/gate/b.ts', ownTool('b', 'keyed'));
  put('use/lights/agent.ts', 'throw new Error("no lights");');
  await load();
  const told = catalog
    .describe()
    .map(({ subject, provider, kind, state, problem }) => [subject, provider, kind, state, problem]);
  expect(told).toEqual([
    ['need.gate', 'a', 'tool', 'serving', undefined],
    ['need/gate/b.ts', 'b', 'tool', 'failed', expect.stringMatching(/contract differs/)],
    ['use/lights/agent.ts', 'agent', 'agent', 'failed', 'use/lights/agent.ts cannot be loaded: no lights'],
  ]);
  // What it held before may serve on, and counts as that.
  put('need/gate/a.ts', 'export default {');
  await catalog.takeUp(join(root, 'need/gate'), await filesOf('need/gate'));
  expect(catalog.describe().map(({ subject, state }) => [subject, state])).toContainEqual(['need.gate', 'serving']);
  expect(catalog.describe().map(({ subject, state }) => [subject, state])).toContainEqual(['need/gate/a.ts', 'failed']);
});

test('what stands in no service folder is no service', async () => {
  put('need/echo/contract.ts', contractOf('read'));
  put('need/echo/readme.md', '');
  put('need/echo/types.d.ts', '');
  put('need/loose.ts', 'throw new Error("never imported")');
  put('other/echo/a.ts', 'throw new Error("never imported")');
  put('need/echo/deeper/a.ts', 'throw new Error("never imported")');
  await load();
  expect(catalog.broken.size).toBe(0);
  expect(await scanServices(join(root, 'nowhere'))).toEqual([]);
});
