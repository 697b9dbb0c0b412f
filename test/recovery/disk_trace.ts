/** What a traced process did to a folder, in the order in which it took effect. */
export type DiskOp =
  | { readonly op: 'create'; readonly path: string; readonly empty: boolean }
  /** `at` absent: at the end. */
  | { readonly op: 'write'; readonly path: string; readonly at: number | undefined; readonly data: Buffer }
  | { readonly op: 'truncate'; readonly path: string; readonly size: number }
  | { readonly op: 'rename'; readonly path: string; readonly to: string }
  | { readonly op: 'unlink'; readonly path: string }
  /** Of a file, or of the folder itself: of what was done before it began, which is so many of these operations. */
  | { readonly op: 'sync'; readonly path: string; readonly reaches: number }
  /** The process has told the world that this is durable. */
  | { readonly op: 'ack'; readonly seq: number };

/** Calls that a trace needs: `strace -f -y -xx -s 100000 -e trace=…`. */
export const TRACED =
  'openat,write,pwrite64,pwritev,pwritev2,copy_file_range,fallocate,fsync,fdatasync,sync_file_range,ftruncate,truncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat';
/** Such calls are not followed: a trace with one of them on the folder would tell half of what happened. */
const NOT_FOLLOWED = /^(pwritev|pwritev2|copy_file_range|fallocate|truncate|renameat|renameat2|link|linkat|unlinkat)$/;

const HEX = /((?:\\x[0-9a-f]{2})+)/g;

/** @throws Error where the trace holds a call on the folder that this does not follow */
export function readTrace(text: string, folder: string): DiskOp[] {
  const ops: DiskOp[] = [];
  const begun = new Map<string, { readonly call: string; readonly at: number }>();
  for (const line of text.split('\n')) {
    const [, pid = '', said = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (said.endsWith('<unfinished ...>')) {
      const call = said.slice(0, -'<unfinished ...>'.length).trimEnd();
      // The world may have heard of it as soon as it was being written; everything else counts when it is done.
      const ack = ackIn(call);
      if (ack === undefined) begun.set(pid, { call, at: ops.length });
      else ops.push(ack);
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(said);
    const { call = '', at = ops.length } = (resumed && begun.get(pid)) ?? {};
    const whole = resumed === null ? said : `${call}${resumed[1]}`;
    begun.delete(pid);
    const op = ackIn(whole) ?? opIn(whole, folder, at);
    if (op !== undefined) ops.push(op);
  }
  return ops;
}

function ackIn(call: string): DiskOp | undefined {
  const [, data = ''] = /^write\(1<[^>]*>, "([^"]*)"/.exec(call) ?? [];
  const seq = /^(\d+)\n$/.exec(bytesOf(data).toString())?.[1];
  return seq === undefined ? undefined : { op: 'ack', seq: Number(seq) };
}

function opIn(call: string, folder: string, begunAt: number): DiskOp | undefined {
  const [, name = '', rest = ''] = /^(\w+)\((.*)$/s.exec(call) ?? [];
  if (/\) = -1 /.test(rest)) return undefined;
  const [path = '', to = ''] = pathsIn(rest, name);
  if (path !== folder && !path.startsWith(`${folder}/`)) return undefined;
  if (NOT_FOLLOWED.test(name)) throw new Error(`${name} is not followed: ${path}`);
  switch (name) {
    case 'openat':
      return rest.includes('O_CREAT') ? { op: 'create', path, empty: rest.includes('O_TRUNC') } : undefined;
    case 'write':
      return { op: 'write', path, at: undefined, data: bytesOf(dataIn(rest)) };
    case 'pwrite64':
      return { op: 'write', path, at: Number(/, (\d+)\) += /.exec(rest)?.[1]), data: bytesOf(dataIn(rest)) };
    case 'ftruncate':
      return { op: 'truncate', path, size: Number(/, (\d+)\)/.exec(rest)?.[1]) };
    case 'fsync':
    case 'fdatasync':
      return { op: 'sync', path, reaches: begunAt };
    case 'rename':
      return { op: 'rename', path, to };
    case 'unlink':
      return { op: 'unlink', path };
  }
  return undefined;
}

/** The path of the descriptor for calls that take one, of the names for those that take names. */
function pathsIn(rest: string, name: string): string[] {
  const named = /^(openat|rename|unlink)$/.test(name);
  const source = named ? rest.matchAll(/"([^"]*)"/g) : rest.matchAll(/^\d+<([^>]*)>/g);
  return [...source].map(([, hex = '']) => bytesOf(hex).toString());
}

function dataIn(rest: string): string {
  return /"([^"]*)"/.exec(rest)?.[1] ?? '';
}

function bytesOf(hex: string): Buffer {
  return Buffer.from((hex.match(HEX) ?? []).join('').replaceAll('\\x', ''), 'hex');
}
