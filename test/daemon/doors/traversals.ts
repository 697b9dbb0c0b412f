import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { straced } from './strace.ts';

const LISTS = join(import.meta.dirname, '../../../../shared/data/security/payloads/Directory Traversal/Intruder');

export const noLists: string | undefined = existsSync(LISTS)
  ? undefined
  : 'the public lists are not in ../shared/data/security/payloads';

/** Every path of the public lists, with the files that they look for put in. */
export function listedPaths(): readonly string[] {
  const lines = readdirSync(LISTS)
    .sort()
    .flatMap((name) => readFileSync(join(LISTS, name), 'utf8').split('\n'));
  return lines.filter((line) => line !== '').map((line) => line.replaceAll('{FILE}', 'etc/passwd'));
}

/** What people try by hand. */
export const OWN_PATHS = [
  '../outside.txt',
  'inner/../../outside.txt',
  '/etc/passwd',
  '/proc/self/environ',
  '/proc/self/fd/0',
  '/proc/self/cwd/outside.txt',
  '/dev/zero',
  '..',
  '.',
  '/',
  '',
  'state/agentos.db',
  'inner/../state/agentos.db',
  'out',
  'up/outside.txt',
  'up/state/agentos.db',
  '.hidden/key',
  '....//outside.txt',
  '..%2foutside.txt',
  '..\\outside.txt',
  '~/.ssh/id_rsa',
  'file:///etc/passwd',
  'mine.txt/../../outside.txt',
];

/** Node and the C library look these up when they need more memory, whatever is asked of them. */
const MACHINERY = new Set(['/sys/devices/system/cpu/online', '/proc/sys/vm/overcommit_memory']);

export interface Judged {
  readonly said: { readonly got: readonly string[]; readonly raced: number };
  /** Paths of files and folders that were opened outside of the root. */
  readonly outside: readonly string[];
  /** How often something within it was. */
  readonly inside: number;
  /** What stands outside afterwards is not what stood there before. */
  readonly changed: boolean;
}

/** Tries paths in a folder of its own, and lets the kernel's own account of it be the judge. */
export async function judged(options: {
  paths: readonly string[];
  races: number;
  careless?: boolean;
}): Promise<Judged> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'agentos-traversal-')));
  try {
    const root = join(base, 'root');
    for (const folder of ['root/inner', 'root/state', 'root/.hidden', 'elsewhere'])
      mkdirSync(join(base, folder), { recursive: true });
    for (const [file, text] of [
      ['root/mine.txt', 'mine'],
      ['root/inner/b.txt', 'deep'],
      ['root/state/agentos.db', 'stolen rows'],
      ['root/.hidden/key', 'stolen key'],
      ['elsewhere/b.txt', 'stolen'],
      ['outside.txt', 'stolen too'],
    ] as const)
      writeFileSync(join(base, file), text);
    symlinkSync(join(base, 'outside.txt'), join(root, 'out'));
    symlinkSync(base, join(root, 'up'));
    const before = outsideOf(base);
    const closed = [join(root, 'state')];
    const { said, lines } = await straced('traversal_script.ts', {
      calls: 'open,openat,openat2,creat',
      input: { careless: false, ...options, root, closed },
    });
    const begun = lines.findIndex((line) => line.includes('/judge-begin'));
    const ended = lines.findIndex((line) => line.includes('/judge-end'));
    if (begun < 0 || ended < 0) throw new Error('the trace has no beginning or no end');
    const opened = lines.slice(begun, ended).flatMap((line) => /\) += \d+<(.*)>$/.exec(line)?.[1] ?? []);
    const isInside = (path: string): boolean =>
      (path === root || path.startsWith(`${root}/`)) && !/^\/(state|\.hidden)(\/|$)/.test(path.slice(root.length));
    return {
      said: said as Judged['said'],
      outside: [...new Set(opened.filter((path) => !isInside(path) && !MACHINERY.has(path)))],
      inside: opened.filter(isInside).length,
      changed: outsideOf(base) !== before,
    };
  } finally {
    rmSync(base, { recursive: true });
  }
}

/** All that nothing may touch, with what stands in it. */
function outsideOf(base: string): string {
  return readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('root') || /^root\/(state|\.hidden)/.test(path))
    .sort()
    .map((path) => (statSync(join(base, path)).isFile() ? `${path}: ${readFileSync(join(base, path), 'utf8')}` : path))
    .join('\n');
}
