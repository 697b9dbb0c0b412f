import { z } from 'zod';
import { Call } from './call.ts';
import type { Effect, Taint, Wanted } from './event.ts';
import { describeIssues, Fault, type FaultCode } from './fault.ts';
import { assertJsonSchema, type Json, jsonCopy } from './json.ts';
import { labelsOf, type Marks } from './labels.ts';

/** `open`: reads · `home`: reversible · `private`: reads out or sends private things · `danger`: doors, money, deleting, shell, settings. */
export type Risk = 'open' | 'home' | 'private' | 'danger';

/** What the gate can tell a risk or question function about an entity it names. */
export interface EntityKind {
  readonly domain: string;
  readonly deviceClass: string | undefined;
  /** As the house calls it; absent where the house does not tell of it. */
  readonly name?: string;
}

export type RiskOf<I> = Risk | ((input: I, entity: (id: string) => EntityKind) => Risk);

interface ContractFields {
  readonly subject: string;
  readonly summary: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly effect: Effect;
  readonly answers: Wanted;
  /** How long a caller waits, in milliseconds. */
  readonly deadlineMs: number;
  /** What every answer is labelled with, and so the frame that reads one, from then on. */
  readonly labels: Taint;
  /** True where the call takes what it is given out of the house: mail, a page on the web. */
  outbound(input: Json): boolean;
  /** Intents (and the domains of their targets) that this agent takes; any domain for `true`. */
  readonly intents: { readonly [intent: string]: readonly string[] | true };
  /** An agent that may take long says so: it is done in the background where one would wait for it. */
  readonly long: boolean;
  /** The level, where it does not depend on the input. */
  readonly fixedRisk: Risk | undefined;
  riskOf(input: Json, entity: (id: string) => EntityKind): Risk;
  /**
   * The question the gate asks before the call, as a person would say it.
   * @throws Fault where the call asks for more than a person can be shown; then it is not made.
   */
  questionFor(input: Json, entity: (id: string) => EntityKind): string | undefined;
  undoFor(input: Json, output: Json): Call<unknown> | undefined;
  /** @throws Fault INVALID_ARGUMENT with the path of what is wrong. */
  parseInput(input: unknown): Json;
  /** @throws Fault INTERNAL, since a wrong output is the service's fault. */
  parseOutput(output: unknown): Json;
  /** `parseOutput` of JSON that nobody else holds: it need not be copied. @throws Fault INTERNAL */
  readOutput(output: Json): Json;
}

/** A contract whose types are not known to the holder. */
export type Contract = ContractFields;

export type CallableContract<I extends z.ZodType, O extends z.ZodType> = Contract & {
  readonly input: I;
  readonly output: O;
  /** Validates and builds the call. @throws Fault INVALID_ARGUMENT */
  (input: z.input<I>): Call<z.output<O>>;
};
export type NeedContract<I extends z.ZodType, O extends z.ZodType> = CallableContract<I, O> & { readonly kind: 'need' };
export type UseContract<I extends z.ZodType, O extends z.ZodType> = CallableContract<I, O> & { readonly kind: 'use' };

/** What agents take that do what a sentence asks for. Whoever takes this can be found by its summary and handed a turn. */
export const request = z.object({
  /** What is wanted, in words. */
  text: z.string().min(1).max(10_000),
  /** What is known that may help, in words. */
  context: z.string().max(40_000).optional(),
});
export type Request = z.infer<typeof request>;

/** What a router ENDs a turn with, and what agents answer that speak to people. */
export const reply = z.object({
  /** What is said or printed. */
  text: z.string(),
  /** `done`: it happened or was answered · `failed`: it did not · `unknown`: not understood. */
  outcome: z.enum(['done', 'failed', 'unknown']).optional(),
});
export type Reply = z.infer<typeof reply>;

interface Described<I extends z.ZodType, O extends z.ZodType> {
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  readonly deadlineMs?: number;
}

export interface NeedDefinition<I extends z.ZodType, O extends z.ZodType> extends Described<I, O>, Marks {
  readonly effect: Effect;
  readonly risk: RiskOf<z.output<I>>;
  readonly answers?: Wanted;
  readonly outbound?: boolean | ((input: z.output<I>) => boolean);
  readonly question?: (input: z.output<I>, entity: (id: string) => EntityKind) => string;
  readonly undo?: (input: z.output<I>, output: z.output<O>) => Call<unknown> | undefined;
}

export interface UseDefinition<I extends z.ZodType, O extends z.ZodType> extends Described<I, O> {
  readonly intents?: { readonly [intent: string]: readonly string[] | true };
  /** It may take long: where that is asked for, and always by voice, it is done in the background and told when it is done. */
  readonly long?: boolean;
}

const NAME = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/;
const TOOL_DEADLINE_MS = 10_000;
/** An agent waits for tools and people; the turn's own limit is what ends it. */
const AGENT_DEADLINE_MS = 600_000;

/** A capability: `need('device.set', …)` is the subject `need.device.set`. */
export function need<I extends z.ZodType, O extends z.ZodType>(
  name: string,
  definition: NeedDefinition<I, O>,
): NeedContract<I, O> {
  const answers = definition.answers ?? 'one';
  if (answers !== 'one' && definition.effect !== 'read') {
    throw new TypeError(`need.${name}: answers '${answers}' is for effect 'read'; an effect goes to one provider.`);
  }
  const { risk, question, undo, outbound } = definition;
  return contractOf('need', name, definition, {
    effect: definition.effect,
    answers,
    labels: labelsOf(`need.${name}`, definition),
    outbound: (input) => (typeof outbound === 'function' ? outbound(input as z.output<I>) : (outbound ?? false)),
    deadlineMs: definition.deadlineMs ?? TOOL_DEADLINE_MS,
    intents: {},
    long: false,
    fixedRisk: typeof risk === 'function' ? undefined : risk,
    riskOf: (input, entity) => (typeof risk === 'function' ? risk(input as z.output<I>, entity) : risk),
    questionFor: (input, entity) => question?.(input as z.output<I>, entity),
    undoFor: (input, output) => undo?.(input as z.output<I>, output as z.output<O>),
  });
}

/** An agent or router: `use('lights', …)` is the subject `use.lights`, reached by exactly one handler. */
export function use<I extends z.ZodType, O extends z.ZodType>(
  name: string,
  definition: UseDefinition<I, O>,
): UseContract<I, O> {
  return contractOf('use', name, definition, {
    effect: 'read',
    answers: 'one',
    labels: [],
    outbound: () => false,
    deadlineMs: definition.deadlineMs ?? AGENT_DEADLINE_MS,
    intents: definition.intents ?? {},
    long: definition.long ?? false,
    fixedRisk: 'open',
    riskOf: () => 'open',
    questionFor: () => undefined,
    undoFor: () => undefined,
  });
}

type Rest = Omit<
  ContractFields,
  'subject' | 'summary' | 'input' | 'output' | 'parseInput' | 'parseOutput' | 'readOutput'
>;

function contractOf<K extends 'need' | 'use', I extends z.ZodType, O extends z.ZodType>(
  kind: K,
  name: string,
  described: Described<I, O>,
  rest: Rest,
): CallableContract<I, O> & { readonly kind: K } {
  if (!NAME.test(name))
    throw new TypeError(`Contract name '${name}': use lower-case words joined by _ and dots, as in 'device.set'.`);
  const subject = `${kind}.${name}`;
  const { input, output, summary } = described;
  assertJsonSchema(input, `${subject} input`);
  assertJsonSchema(output, `${subject} output`);

  const build = (value: z.input<I>): Call<z.output<O>> => new Call(subject, contract.parseInput(value), contract);
  const contract: CallableContract<I, O> & { readonly kind: K } = Object.assign(build, {
    ...rest,
    kind,
    subject,
    summary,
    input,
    output,
    parseInput: (value: unknown) => jsonCopy(parse(input, value, 'INVALID_ARGUMENT', subject, 'input')),
    parseOutput: (value: unknown) => jsonCopy(parse(output, value, 'INTERNAL', subject, 'output')),
    readOutput: (value: Json) => parse(output, value, 'INTERNAL', subject, 'output') as Json,
  });
  return contract;
}

function parse(schema: z.ZodType, value: unknown, code: FaultCode, subject: string, side: 'input' | 'output'): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Fault(code, describeIssues(parsed.error, `${subject} ${side}`));
}
