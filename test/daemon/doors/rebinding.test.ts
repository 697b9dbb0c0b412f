import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { missing, titled } from '../../recovery/debian.ts';
import { straced } from './strace.ts';

/** Belongs to the internet; in the test's own network the machine has it. */
const PUBLIC = '93.184.215.14';
const PORT = 8080;
const LIST = join(
  import.meta.dirname,
  '../../../../shared/data/security/payloads/Server Side Request Forgery/README.md',
);

const UNSHARE = ['unshare', '-rnm', 'sh', '-c'];
const leftOut =
  missing({ strace: 'strace', 'util-linux': 'unshare', iproute2: 'ip', mount: 'mount' }) ??
  (spawnSync(UNSHARE[0] ?? '', [...UNSHARE.slice(1), 'ip link set lo up']).status === 0
    ? undefined
    : 'no network of its own can be made here');

const INSIDE = [
  '127.0.0.1',
  '127.1',
  '127.1.1.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '0',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '①②⑦.⓪.⓪.①',
  'localhost',
  'inside.test',
  'user:pass@inside.test',
  'metadata.test',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '[fd00:ec2::254]',
].map((host) => `http://${host}:${PORT}/`);

const REDIRECTS = [301, 302, 303, 307, 308].flatMap((status) =>
  [`http://127.0.0.1:${PORT}/`, `http://inside.test:${PORT}/`, `//[::1]:${PORT}/`, `http://metadata.test:${PORT}/`].map(
    (to) => `http://public.test:${PORT}/${status}?to=${encodeURIComponent(to)}`,
  ),
);

/** Addresses as the public list spells them, at the port where something listens. */
function listed(): string[] {
  if (!existsSync(LIST)) return [];
  const urls =
    readFileSync(LIST, 'utf8').match(/\b(?:https?|ftp|gopher|dict|file|jar|ldap|tftp|netdoc):[^\s`)<>|"']+/g) ?? [];
  return [...new Set(urls)].map((url) => url.replace(/^(https?:\/\/[^/:?#@[\]]+)(?=\/|$)/, `$1:${PORT}`)).slice(0, 150);
}

describe.skipIf(leftOut !== undefined)(titled('S9 T23 as the kernel tells it', leftOut), () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'agentos-rebinding-'));
    writeFileSync(join(folder, 'resolv.conf'), 'nameserver 127.0.0.53\noptions timeout:1 attempts:1\n');
    writeFileSync(join(folder, 'hosts'), '127.0.0.1 localhost\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** In a network of its own, with a resolver that lies. */
  async function run(urls: readonly string[], careless = false) {
    const ready = [
      'ip link set lo up',
      `ip addr add ${PUBLIC}/32 dev lo`,
      'ip addr add 169.254.169.254/32 dev lo',
      `mount --bind ${folder}/resolv.conf /etc/resolv.conf`,
      `mount --bind ${folder}/hosts /etc/hosts`,
      'exec "$0" "$@"',
    ].join(' && ');
    const { said, lines } = await straced('rebinding_script.ts', {
      calls: 'connect',
      input: { publicAddress: PUBLIC, urls, careless },
      before: [...UNSHARE, ready],
    });
    // To port 0 nothing is sent: the resolver asks the kernel so which of several addresses it would go from.
    const connected = lines.flatMap((line) => {
      const port = /sin6?_port=htons\((\d+)\)/.exec(line)?.[1];
      const address = /inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"/.exec(line)?.[1];
      return port === undefined || port === '0' || address === undefined ? [] : [`${address}:${port}`];
    });
    const peers = new Set(connected);
    peers.delete('127.0.0.53:53');
    return {
      ...(said as { answers: { [url: string]: string }; reached: { inside: number; outside: number } }),
      peers: [...peers],
    };
  }

  test('no address, name, redirect or rebinding leads inside', { timeout: 120_000 }, async () => {
    const open = `http://public.test:${PORT}/`;
    const rebinds = Array.from({ length: 3 }, (_, count) => `http://rebind.test:${PORT}/?${count}`);
    const { answers, reached, peers } = await run([open, ...rebinds, ...INSIDE, ...REDIRECTS, ...listed()]);
    // The public list has an address of the internet among them, which is not there.
    expect(peers.filter((peer) => peer !== `1.1.1.1:${PORT}`)).toEqual([`${PUBLIC}:${PORT}`]);
    expect(reached.inside).toBe(0);
    expect(reached.outside).toBeGreaterThan(20);
    expect(answers[open]).toBe('public');
    expect(answers[`POST ${open}`]).toBe('public');
    expect(answers[rebinds[0] ?? '']).toBe('public');
    for (const url of [...rebinds.slice(1), ...INSIDE]) expect(answers[url], url).toBe('PERMISSION_DENIED');
    for (const url of REDIRECTS) {
      expect(answers[url], url).toBe('PERMISSION_DENIED');
      expect(answers[`POST ${url}`], url).toBe('FAILED_PRECONDITION');
    }
    expect(Object.values(answers)).not.toContain('secret');
  });

  test('twin: the judge sees what goes past the guard', { timeout: 120_000 }, async () => {
    const { peers, reached } = await run([], true);
    expect(peers).toEqual([`127.0.0.1:${PORT}`]);
    expect(reached.inside).toBe(1);
  });
});
