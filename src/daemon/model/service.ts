import type { z } from 'zod';
import type { End, Forward, Step } from './call.ts';
import type { Contract, NeedContract, UseContract } from './contract.ts';
import type { Asker, Folders, Programs } from './doors.ts';
import type { Taint } from './event.ts';
import type { Json, JsonObject } from './json.ts';
import type { NearIndex } from './near.ts';
import { prompted } from './prompted.ts';
import type { Emit, Listen, SignalContract } from './signal.ts';
import type { Storage } from './storage.ts';
import type { ThreadView } from './thread.ts';

// biome-ignore lint/performance/noBarrelFile: this file is the package's public entry agentos/service.
export { agentsAbout, agentsFor, threadProgress, threadRead, threadStop, userAsk } from './builtin.ts';
export { all, type Call, end, forward, invoke, note, type Settled, settle } from './call.ts';
export type { Asker, FileFacts, FileHit, FileText, Folders, ProgramResult, ProgramRun, Programs } from './doors.ts';
export { Fault } from './fault.ts';
export {
  historyFind,
  historyTurn,
  type PastAccount,
  type PastCall,
  type PastStep,
  type PastTurnView,
  TAKEN_BACK,
} from './history.ts';
export { privateLabel } from './labels.ts';
export { type ChosenCall, type LlmMessage, llmChoose, llmEmbed, llmShape, llmWrite, saidBefore } from './llm.ts';
export { inBackground, type LongWork } from './long_work.ts';
export type { Near, NearIndex } from './near.ts';
export { signal } from './signal.ts';
export type { CollectionDefinition, Storage, Stored } from './storage.ts';

/** A line for the log: a message and fields. Secrets and what people said do not belong in it. */
export type Log = (message: string, fields?: { readonly [name: string]: Json }) => void;

/** Guarded HTTP: http(s) only, public addresses only, with time and size limits. */
export interface Http {
  /** @throws Fault UNAVAILABLE when it cannot be reached, PERMISSION_DENIED for a private address, the code of the status otherwise. */
  getJson(url: string, options: HttpOptions): Promise<Json>;
  /** The same for text of any kind: pages, feeds. */
  getText(url: string, options: HttpOptions): Promise<HttpText>;
  /** Sends a text once and gives what is answered. It goes to this host and to none that it redirects to: a redirect is FAILED_PRECONDITION. */
  postText(url: string, body: HttpBody, options: HttpOptions): Promise<HttpText>;
}

export interface HttpBody {
  readonly text: string;
  /** Its media type, as in `application/json`. */
  readonly type: string;
}

export interface HttpOptions {
  readonly signal: AbortSignal;
  /** 4 MiB where absent. */
  readonly maxBytes?: number;
  /** Sent to the host of the URL, and to none that it redirects to. */
  readonly headers?: { readonly [name: string]: string };
}

export interface HttpText {
  readonly text: string;
  /** Media type without parameters, in lower case; empty where the server did not say. */
  readonly type: string;
  /** Where it was found in the end. */
  readonly url: string;
}

/** Files under the roots that the settings allow. */
export interface Files {
  /** @throws Fault PERMISSION_DENIED outside the roots, NOT_FOUND, RESOURCE_EXHAUSTED over `maxBytes` (16 MiB where absent). */
  readText(path: string, maxBytes?: number): Promise<string>;
  /** As `readText`. */
  readBytes(path: string, maxBytes?: number): Promise<Uint8Array>;
  /** Names of the regular files in a folder, sorted; empty where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}

export interface Clock {
  /** Wall-clock milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that never jump: for measuring. */
  monotonic(): number;
  /** Calls back once after `delayMs`, however long that is. Returns the release. */
  after(delayMs: number, run: () => void): () => void;
  /** Calls back once when the wall clock shows `epochMs` or more, also where it was set meanwhile. Returns the release. */
  at(epochMs: number, run: () => void): () => void;
  /** Hears, within seconds, that the wall clock was set or the machine has slept. Returns the release. */
  onSet(heard: () => void): () => void;
  /** Milliseconds since the machine started, sleep included: for what must last as long as it was set for. */
  elapsed(): number;
  /** Names this run of the machine: `elapsed` counts on over processes while it is the same. */
  readonly boot: string;
  /** IANA zone of the home. */
  readonly zone: string;
}

/** Everything a tool may touch. */
export interface ToolContext {
  /** Aborted when the caller no longer waits. */
  readonly signal: AbortSignal;
  /** Equal for every attempt of the same call: the idempotency key of `keyed` effects. */
  readonly key: string;
  readonly storage: Storage;
  readonly http: Http;
  readonly files: Files;
  readonly folders: Folders;
  /** Who asks; nobody where a call belongs to no turn. As the daemon knows it, whatever the input says. */
  readonly asker: () => Promise<Asker | undefined>;
  readonly clock: Clock;
  /** A credential by name. @throws Fault FAILED_PRECONDITION naming the setting that is missing. */
  readonly secret: (name: string) => Promise<string>;
  readonly log: Log;
  readonly emit: Emit;
  /**
   * Says the next words of the answer as they come, where the caller asked for it `aloud`. Any of them may be dropped, so the
   * answer holds them all; without an `aloud: true` in the input they go nowhere. `anew`: the answer begins again with them, and
   * what was said before is void.
   */
  readonly progress: (text: string, anew?: boolean) => void;
}

/**
 * What became of a call that a crash interrupted, as its provider can tell. `done`: it took effect, and this is its answer ·
 * `not_done`: it did not · `unknown`: nobody can say. `said` is a sentence for the person: how things stand now.
 */
export type ReadBack<O> =
  | { readonly outcome: 'done'; readonly output: O }
  | { readonly outcome: 'not_done' | 'unknown'; readonly said?: string };

/** What reading back may touch: it changes nothing, so its storage only reads. */
export type ReadBackContext = Omit<ToolContext, 'emit' | 'progress'>;

export interface Tool {
  readonly kind: 'tool';
  readonly contract: Contract;
  readonly accepts: (input: Json) => boolean;
  readonly run: (input: Json, context: ToolContext) => Promise<unknown>;
  /** Tells what became of a call that was interrupted. May run more than once; absent where nobody can tell. */
  readonly readBack?: (input: Json, context: ReadBackContext) => Promise<ReadBack<unknown>>;
  /** Sources from outside that went into this answer, besides those of records that were read. Pure. */
  readonly taintOf?: (output: Json) => Taint;
}

/** A capability's provider. It answers; the types leave it nothing else. */
export function tool<I extends z.ZodType, O extends z.ZodType>(definition: {
  readonly contract: NeedContract<I, O>;
  /** Pure: whether this provider takes this input. */
  readonly accepts?: (input: z.output<I>) => boolean;
  readonly run: (input: z.output<I>, context: ToolContext) => Promise<z.input<O>>;
  /**
   * Looks up what became of this very call, by its input and its `key`, after a crash interrupted it. Asked for `once` calls
   * and for those that a person said yes to, neither of which is ever made again; without it, their outcome is unknown.
   */
  readonly readBack?: (input: z.output<I>, context: ReadBackContext) => Promise<ReadBack<z.input<O>>>;
  /** Pure: where the answer came from, if from outside and the contract does not say so of all answers. */
  readonly taintOf?: (output: z.output<O>) => Taint;
}): Tool {
  const { contract, accepts, run, readBack, taintOf } = definition;
  return {
    kind: 'tool',
    contract,
    accepts: (input) => accepts?.(input as z.output<I>) ?? true,
    run: (input, context) => run(input as z.output<I>, context),
    ...(readBack
      ? { readBack: (input: Json, context: ReadBackContext) => readBack(input as z.output<I>, context) }
      : {}),
    ...(taintOf ? { taintOf: (output: Json) => taintOf(output as z.output<O>) } : {}),
  };
}

export interface HandlerInput<I> {
  readonly input: I;
  readonly thread: ThreadView;
}

/** A handler that runs as a generator: it yields calls and is resumed with their answers. */
export interface GeneratorService {
  readonly kind: 'agent' | 'router';
  readonly contract: Contract;
  readonly run: (handed: HandlerInput<Json>) => Generator<Step, unknown, unknown>;
}

/** An agent is pure: it answers (by returning) or forwards. */
function written<I extends z.ZodType, O extends z.ZodType>(definition: {
  readonly contract: UseContract<I, O>;
  readonly run: (handed: HandlerInput<z.output<I>>) => Generator<Step, z.input<O> | Forward<z.input<O>>, unknown>;
}): GeneratorService {
  const { contract, run } = definition;
  return { kind: 'agent', contract, run: (handed) => run(handed as HandlerInput<z.output<I>>) };
}

/** `agent({ contract, *run() { … } })` is written in code; `agent.prompted({ contract, prompt, uses })` is a prompt and its tools. */
export const agent = Object.assign(written, { prompted });

/** A router is an agent that may also open and end turns. */
export function router<I extends z.ZodType, O extends z.ZodType>(definition: {
  readonly contract: UseContract<I, O>;
  readonly run: (
    handed: HandlerInput<z.output<I>>,
  ) => Generator<Step, z.input<O> | Forward<z.input<O>> | End<z.input<O>>, unknown>;
}): GeneratorService {
  const { contract, run } = definition;
  return { kind: 'router', contract, run: (handed) => run(handed as HandlerInput<z.output<I>>) };
}

/** Where the home stands, as its owner has set it. */
export interface Place {
  /** As it is said. */
  readonly location: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly units: 'metric' | 'imperial';
}

/** What can be called, as a model is told of it. */
export interface Offer {
  readonly summary: string;
  /** JSON Schema of the input. */
  readonly schema: JsonObject;
  /** What is wrong with an input, in words; nothing where it may be called with it. */
  readonly problem: (input: Json) => string | undefined;
}

/** What a provider is handed when it opens. */
export interface ProviderContext<S> extends Omit<ToolContext, 'key' | 'progress' | 'asker'> {
  readonly settings: S;
  readonly programs: Programs;
  readonly place: Place;
  readonly listen: Listen;
  /** What the catalog knows of a subject now; nothing where nobody has it. */
  readonly describe: (subject: string) => Offer | undefined;
  /** Hears which records of the service's own storage were committed: the collection and key. Returns the release. */
  readonly watchStorage: (changed: (collection: string, key: string) => void) => () => void;
  /** An empty index of vectors, the provider's own to fill and to close. */
  readonly nearIndex: () => NearIndex;
}

export interface OpenProvider {
  readonly tools: readonly Tool[];
  readonly release: () => Promise<void>;
}

/** Tools that share a connection or a watch: acquired by `open`, restarted with backoff, never in the way of the rest. */
export interface Provider {
  readonly kind: 'provider';
  /** What it will provide, known before it is open. */
  readonly contracts: readonly Contract[];
  /** Its section `[<service>.<provider>]` of the settings. */
  readonly settings: z.ZodType;
  readonly open: (context: ProviderContext<unknown>) => Promise<OpenProvider>;
}

export function provider<S extends z.ZodType>(definition: {
  readonly contracts: readonly Contract[];
  readonly settings: S;
  readonly open: (context: ProviderContext<z.output<S>>) => Promise<OpenProvider>;
}): Provider {
  const { contracts, settings, open } = definition;
  return { kind: 'provider', contracts, settings, open: (context) => open(context as ProviderContext<z.output<S>>) };
}

/** A standing rule: when the signal is told with a key, a thread opens at the router with `input`. */
export interface Rule {
  readonly kind: 'rule';
  readonly name: string;
  readonly on: SignalContract;
  /** Pure. The router's call and where its END is delivered; undefined leaves the signal be. */
  readonly start: (value: Json) => RuleStart | undefined;
}

export interface RuleStart {
  readonly call: { readonly subject: string; readonly input: Json };
  /** Whom the END is for; everyone who takes notices where absent. */
  readonly notify?: { readonly client?: string; readonly area?: string };
  /** The thread that this one works for; it is listed below it. */
  readonly parent?: string;
  /** The turn of the parent in which it was asked for: whoever said that is asked what has to be asked. Nobody is where absent. */
  readonly parentTurn?: number;
  /** What lists show of it; the rule's name where absent. */
  readonly title?: string;
}

export function rule<S extends z.ZodType>(definition: {
  readonly name: string;
  readonly on: SignalContract<S>;
  readonly start: (value: z.output<S>) => RuleStart | undefined;
}): Rule {
  const { name, on, start } = definition;
  return { kind: 'rule', name, on, start: (value) => start(value as z.output<S>) };
}

export type Service = Tool | GeneratorService | Provider | Rule;
