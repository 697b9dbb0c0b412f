import { randomUUID } from 'node:crypto';
import { socketPath } from '../../settings/paths.ts';
import type { ConverseRequest } from '../../wire/generated/agentos/v1/ConverseRequest.ts';
import type { ThreadEvent } from '../../wire/threads.ts';
import type {
  Accepted,
  Client,
  ConnectOptions,
  EventsOptions,
  ForkOptions,
  Notice,
  ReplayOptions,
  ThreadFilter,
  Turn,
  UtterOptions,
  WakeClaim,
} from './api.ts';
import { Channel } from './channel.ts';
import type { PairWanted } from './clients.ts';
import * as clients from './clients.ts';
import { attachedPlace } from './credential.ts';
import { ClientError } from './error.ts';
import { BUSY_PATIENCE_MS, closed } from './failure.ts';
import type { AuditFilter } from './gate.ts';
import * as gate from './gate.ts';
import { Heard } from './heard.ts';
import { Mailroom } from './mailroom.ts';
import { OffsetFile } from './offset_file.ts';
import * as past from './past.ts';
import * as reads from './reads.ts';
import type { Manner, Result } from './requests.ts';
import { Session } from './session.ts';
import { LiveTurn } from './turn.ts';
import * as upkeep from './upkeep.ts';

export type { BackupMade, DeletedThreads } from '../../wire/admin.ts';
export type { Service, Status } from '../../wire/catalog.ts';
export type { PairedClient, PairNews } from '../../wire/clients.ts';
export type { AuditEntry, AuditVerified } from '../../wire/gate.ts';
export type { LiveTurn, ReplayDifference, ReplayNews, ReplayProgress, ThreadReplayed } from '../../wire/replay.ts';
export type { Thread, ThreadEvent, ThreadRow } from '../../wire/threads.ts';
export type {
  Accepted,
  Ask,
  Capabilities,
  Client,
  ConnectOptions,
  EventsOptions,
  ForkOptions,
  Notice,
  Outcome,
  ReplayOptions,
  Said,
  ThreadFilter,
  Turn,
  TurnStatus,
  Update,
  UtterOptions,
  WakeClaim,
} from './api.ts';
// biome-ignore lint/performance/noBarrelFile: this file is the package's public entry agentos/client.
export { ClientError } from './error.ts';

/**
 * Attaches to the daemon.
 * @throws ClientError UNAVAILABLE where no daemon answers (unless `wait`), INVALID_ARGUMENT for a name that is none,
 * CANCELLED where the signal was aborted.
 */
export async function connect(options: ConnectOptions): Promise<Client> {
  const client = new AttachedClient(options);
  try {
    await client.open(await client.lastOffset());
  } catch (thrown) {
    await client.close();
    throw thrown;
  }
  return client;
}

class AttachedClient implements Client {
  readonly #options: ConnectOptions;
  readonly #channel: Channel;
  readonly #heard = new Heard((mailOffset) => {
    this.#session?.heard(mailOffset);
    this.#offsetFile?.write(mailOffset);
  });
  readonly #mailroom = new Mailroom((mailOffset) => this.#heard.moot(mailOffset));
  readonly #offsetFile: OffsetFile | undefined;
  #session: Session | undefined;
  #daemonVersion = '';
  #closing: Promise<void> | undefined;

  constructor(options: ConnectOptions) {
    this.#options = options;
    const { socket } = options;
    const given = socket === undefined ? options.place : { kind: 'socket' as const, path: socket };
    const attachedTo = given === undefined ? attachedPlace() : undefined;
    this.#channel = new Channel(
      given ?? attachedTo ?? { kind: 'socket', path: socketPath() },
      options.busyPatienceMs ?? BUSY_PATIENCE_MS,
      attachedTo && attachedPlace,
    );
    this.#offsetFile = options.offsetFile === undefined ? undefined : new OffsetFile(options.offsetFile);
  }

  async lastOffset(): Promise<number | undefined> {
    return this.#options.lastOffset ?? (await this.#offsetFile?.read());
  }

  async open(lastOffset: number | undefined): Promise<void> {
    const { name, kind, area, version = '', capabilities, giveUpAfterMs, busyPatienceMs, wait, signal } = this.#options;
    const { onState, onSnapshotRequired } = this.#options;
    const { speak = false, confirm = false, notices = false, ask = false } = capabilities ?? {};
    this.#session = new Session(this.#channel, {
      hello: {
        ...{ name, kind, version, capabilities: { speak, confirm, notices, ask } },
        ...(area === undefined ? {} : { area }),
        ...(lastOffset === undefined ? {} : { lastOffset }),
      },
      giveUpAfterMs,
      busyPatienceMs: busyPatienceMs ?? BUSY_PATIENCE_MS,
      onWelcome: (welcome) => {
        if (welcome.snapshotRequiredTo !== undefined) onSnapshotRequired?.(welcome.snapshotRequiredTo);
        this.#daemonVersion = welcome.version;
        this.#heard.attached(welcome.offset);
        this.#mailroom.attached(welcome.lastOffset);
      },
      onMail: (mail) => this.#mailroom.mail(mail),
      onProgress: (progress) => this.#mailroom.progress(progress),
      onGivenUp: (error) => this.#mailroom.fail(error),
      onState: (state, why) => onState?.(state, why),
    });
    await this.#session.open({ wait: wait ?? false, ...(signal ? { signal } : {}) });
  }

  get connected(): boolean {
    return this.#session?.attached ?? false;
  }

  get daemonVersion(): string {
    return this.#daemonVersion;
  }

  utter(utterance: UtterOptions): Turn {
    const { text, alternatives, trace, requestId = randomUUID(), continueLast = false, ...rest } = utterance;
    const said = {
      ...rest,
      requestId,
      continueLast,
      text: text.toWellFormed(),
      alternatives: (alternatives ?? []).map((one) => one.toWellFormed()),
    };
    const accepted = this.#request(requestId, { utterance: said }, { again: true, waits: true }).then(acceptedOf);
    const turn = new LiveTurn(requestId, accepted, {
      cancel: (thread, number) => this.#cancel(thread, number),
      ...(trace ? { trace: (where: Accepted, signal: AbortSignal) => this.#trace(where, signal) } : {}),
    });
    this.#mailroom.follow(turn);
    return turn;
  }

  answer(askId: string, text: string, options: { readonly sinceSpeechMs?: number } = {}): Promise<Accepted> {
    const requestId = randomUUID();
    const answer = { ...options, requestId, askId, text: text.toWellFormed() };
    return this.#mailroom.answering(this.#request(requestId, { answer }, { again: true }).then(acceptedOf));
  }

  notices(): AsyncIterable<Notice> {
    return this.#mailroom.notices;
  }

  heard(mailOffset: number): void {
    this.#heard.upTo(mailOffset);
  }

  call(subject: string, input: unknown, signal?: AbortSignal) {
    return reads.call(this.#channel, subject, input, signal);
  }

  services() {
    return reads.services(this.#channel);
  }

  threads(filter: ThreadFilter = {}) {
    return reads.threads(this.#channel, filter);
  }

  thread(id: string) {
    return reads.thread(this.#channel, id);
  }

  events(thread: string, options: EventsOptions = {}) {
    return reads.events(this.#channel, thread, options);
  }

  watch(thread: string, afterSeq: number, signal: AbortSignal) {
    return reads.watch(this.#channel, thread, afterSeq, signal);
  }

  threadAt(id: string, seq?: number) {
    return past.threadAt(this.#channel, id, seq);
  }

  fork(thread: string, options: ForkOptions = {}) {
    return past.fork(this.#channel, thread, options);
  }

  replay(options: ReplayOptions, signal: AbortSignal) {
    return past.replay(this.#channel, options, signal);
  }

  status() {
    return reads.status(this.#channel);
  }

  backup(file?: string, progress?: (done: number, total: number) => void) {
    return upkeep.backup(this.#channel, file, progress);
  }

  deleteThreads(threads: readonly string[], branches = false) {
    return upkeep.deleteThreads(this.#channel, threads, branches);
  }

  exportThreads(threads: readonly string[] = []) {
    return upkeep.exportThreads(this.#channel, threads);
  }

  audit(filter: AuditFilter = {}) {
    return gate.audit(this.#channel, filter);
  }

  verifyAudit() {
    return gate.verifyAudit(this.#channel);
  }

  setPin(pin: string) {
    return gate.setPin(this.#channel, pin);
  }

  removePin() {
    return gate.removePin(this.#channel);
  }

  pair(wanted: PairWanted, signal: AbortSignal) {
    return clients.pair(this.#channel, wanted, signal);
  }

  clients() {
    return clients.list(this.#channel);
  }

  revokeClient(name: string) {
    return clients.revoke(this.#channel, name);
  }

  async claimWake({ energyDb, score, area }: WakeClaim): Promise<boolean> {
    const requestId = randomUUID();
    const wakeClaim = { requestId, energyDb, score, ...(area === undefined ? {} : { area }) };
    const result = await this.#request(requestId, { wakeClaim }, { again: false });
    return typeof result === 'object' && 'won' in result && result.won;
  }

  async ping(): Promise<number> {
    const requestId = randomUUID();
    const before = performance.now();
    await this.#request(requestId, { ping: { requestId } }, { again: false });
    return performance.now() - before;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#session?.close();
    this.#mailroom.fail(closed());
    this.#mailroom.notices.end();
    this.#channel.close();
    await this.#offsetFile?.settled();
  }

  #request(requestId: string, message: ConverseRequest, manner: Manner): Promise<Result> {
    return this.#session?.request(requestId, message, manner) ?? Promise.reject(closed());
  }

  async #cancel(thread: string, turn: number): Promise<void> {
    const requestId = randomUUID();
    try {
      await this.#request(requestId, { cancel: { requestId, thread, turn } }, { again: true });
    } catch (thrown) {
      const ended =
        thrown instanceof ClientError && (thrown.code === 'NOT_FOUND' || thrown.code === 'FAILED_PRECONDITION');
      if (!ended) throw thrown;
    }
  }

  async *#trace({ thread, turn, seq }: Accepted, signal: AbortSignal): AsyncIterable<ThreadEvent> {
    for await (const event of reads.watch(this.#channel, thread, seq - 1, signal)) {
      if (event.turn !== turn) continue;
      yield event;
      if (event.direction === 'END') return;
    }
  }
}

function acceptedOf(result: Result): Accepted {
  if (typeof result !== 'object' || !('accepted' in result))
    throw new ClientError('INTERNAL', 'The daemon did not say what became of it.');
  const { thread, turn, seq, answered } = result.accepted;
  return { thread, turn, seq, answered };
}
