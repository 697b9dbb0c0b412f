import type { Client, Status } from '../../client/client.ts';
import type { Finding } from './finding.ts';
import { lockHolder } from './lock_holder.ts';
import { checkModels } from './models.ts';
import type { SocketState } from './socket.ts';

/** One that is well answers within milliseconds. */
const PATIENCE_MS = 8_000;

export interface DaemonSeen {
  readonly findings: readonly Finding[];
  /** Absent where it does not answer. */
  readonly status?: Status;
}

/** Asks the daemon how it is. */
export async function askDaemon(socket: string, state: SocketState): Promise<DaemonSeen> {
  try {
    const { connect } = await import('../../client/client.ts');
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const client = await connect({ socket, name: 'cli-reader', kind: 'cli', giveUpAfterMs: PATIENCE_MS, signal });
    try {
      return await inTime(seen(client), signal);
    } finally {
      await client.close();
    }
  } catch (thrown) {
    const found =
      state === 'alive'
        ? `${messageOf(thrown)} Something listens at ${socket}, and does not do a daemon's work`
        : messageOf(thrown);
    const fix =
      state === 'alive' ? 'wait a minute: it may be starting; else stop it and start it again' : 'agentos daemon';
    return { findings: [{ name: 'daemon', state: 'broken', found, fix }] };
  }
}

async function seen(client: Client): Promise<DaemonSeen> {
  const [status, services] = await Promise.all([client.status(), client.services()]);
  const broken = services.flatMap(({ subject, problem }): readonly Finding[] =>
    problem === undefined
      ? []
      : [
          {
            ...{ name: 'service', state: 'advice', found: `${subject}: ${problem}` },
            fix: 'correct what it says; it is tried again by itself',
          },
        ],
  );
  const models = await checkModels(client, services);
  return { status, findings: [served(status), ...clockFindings(status.facts), ...models, ...broken] };
}

function served({ version, pid, serving, facts }: Status): Finding {
  if (serving) return { name: 'daemon', state: 'ok', found: `version ${version}, process ${pid}` };
  const why = facts['hindrance'] ?? 'It does not say why.';
  return {
    name: 'daemon',
    state: 'broken',
    found: `it answers, but takes no new turns. ${why}`,
    fix: 'do what it says',
  };
}

const RECENT_MS = 24 * 3_600_000;

/** What the daemon saw of the clock since it runs. */
function clockFindings(facts: Status['facts'], now = Date.now()): readonly Finding[] {
  const { clock_set_by_ms: setBy, clock_set_at: setAt, clock_behind_ms: behind } = facts;
  const findings: Finding[] = [];
  if (behind !== undefined) {
    const found = `the clock is ${lengthOf(Number(behind))} behind what was written last`;
    findings.push({ name: 'clock', state: 'broken', found, fix: 'timedatectl set-ntp true, or set it by hand' });
  }
  if (setBy !== undefined && setAt !== undefined && Math.abs(now - Date.parse(setAt)) < RECENT_MS) {
    const way = Number(setBy) > 0 ? 'forward' : 'back';
    const found = `the clock jumped ${lengthOf(Math.abs(Number(setBy)))} ${way}, to ${new Date(setAt).toLocaleString()}`;
    const fix = 'timedatectl shows whether it is kept right; timers do not mind, alarms follow the clock';
    findings.push({ name: 'clock', state: 'advice', found, fix });
  }
  return findings;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A length of time in its largest unit: `2 hours`. */
function lengthOf(ms: number): string {
  const [unit, unitMs] = UNITS.find(([, each]) => ms >= each) ?? UNITS[3];
  const count = Math.round(ms / unitMs);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Where no daemon answers and yet some process works in the folder. */
export function checkLock(stateFolder: string, socket: string): readonly Finding[] {
  const holder = lockHolder(stateFolder);
  if (holder === undefined) return [];
  const { pid, command } = holder;
  const named = command === '' ? `process ${pid}` : `process ${pid} (${command})`;
  const found = `${named} works in ${stateFolder}, and does not answer at ${socket}`;
  const fix = `name its socket with --socket, or wait if it is starting; if it hangs, stop it: kill ${pid}`;
  return [{ name: 'lock', state: 'broken', found, fix }];
}

function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error('It did not answer in time.'));
    if (signal.aborted) late();
    signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject);
  });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
