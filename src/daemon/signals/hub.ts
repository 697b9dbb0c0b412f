import { describeIssues, Fault } from '../model/fault.ts';
import { isJsonObject, type Json, jsonCopy } from '../model/json.ts';
import type { Rule, RuleStart } from '../model/service.ts';
import type { Emit, Listen, SignalContract } from '../model/signal.ts';

export interface HubOptions {
  /** The standing rules, asked anew each time: services come and go. */
  readonly rules: () => readonly Rule[];
  /** Opens the thread of a rule that matched; durable when it resolves. False where it has acted on this key before. */
  readonly open: (rule: string, key: string, start: RuleStart) => Promise<boolean>;
  readonly problem: (message: string, fields: { readonly [name: string]: Json }) => void;
}

type Heard = (value: Json, key: string | undefined) => void;

/**
 * Where signals meet those who hear them. A signal without a key is a state: its last value (by its `entity` field, where it
 * has one) is kept for who listens later. One with a key is an occurrence: rules act on it, each at most once ever.
 */
export class Hub {
  readonly #options: HubOptions;
  readonly #last = new Map<string, Map<string, Json>>();
  readonly #listeners = new Map<string, Set<Heard>>();

  constructor(options: HubOptions) {
    this.#options = options;
  }

  readonly emit: Emit = async (contract, value, { key } = {}) => {
    const parsed = contract.schema.safeParse(value);
    if (!parsed.success) throw new Fault('INVALID_ARGUMENT', describeIssues(parsed.error, contract.subject));
    const told = jsonCopy(parsed.data);
    if (key === undefined) this.#keep(contract.subject, told);
    for (const heard of [...(this.#listeners.get(contract.subject) ?? [])]) this.#tell(contract, heard, told, key);
    if (key !== undefined) await this.#act(contract, told, key);
  };

  readonly listen: Listen = (contract, heard) =>
    this.listenTo(contract.subject, (value, key) => {
      const parsed = contract.schema.safeParse(value);
      if (parsed.success) heard(parsed.data, key);
    });

  /** By subject, for those who know no contract. */
  listenTo(subject: string, heard: Heard): () => void {
    const listeners = this.#listeners.get(subject) ?? new Set();
    this.#listeners.set(subject, listeners.add(heard));
    for (const value of this.#last.get(subject)?.values() ?? []) heard(value, undefined);
    return () => void listeners.delete(heard);
  }

  #keep(subject: string, value: Json): void {
    const values = this.#last.get(subject) ?? new Map<string, Json>();
    this.#last.set(subject, values.set(identityOf(value), value));
  }

  #tell(contract: SignalContract, heard: Heard, value: Json, key: string | undefined): void {
    try {
      heard(value, key);
    } catch (thrown) {
      this.#options.problem('a listener of a signal failed', { subject: contract.subject, error: String(thrown) });
    }
  }

  /** Every rule is tried. Rejects with the first that could not be written: the source tells it again, and those that could do not act twice. */
  async #act(contract: SignalContract, value: Json, key: string): Promise<void> {
    const failures: unknown[] = [];
    for (const rule of this.#options.rules()) {
      if (rule.on.subject !== contract.subject) continue;
      const start = this.#startOf(rule, value);
      if (!start) continue;
      try {
        await this.#options.open(rule.name, key, start);
      } catch (thrown) {
        failures.push(thrown);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** A rule that fails is left out of this occurrence; the other rules still act. */
  #startOf(rule: Rule, value: Json): RuleStart | undefined {
    try {
      return rule.start(value);
    } catch (thrown) {
      this.#options.problem('a rule failed', { rule: rule.name, error: String(thrown) });
      return undefined;
    }
  }
}

function identityOf(value: Json): string {
  const entity = isJsonObject(value) ? value['entity'] : undefined;
  return typeof entity === 'string' ? entity : '';
}
