import type { Contract } from '../model/contract.ts';
import { Fault } from '../model/fault.ts';
import type { GeneratorService, Tool } from '../model/service.ts';
import type { Registered, Registry } from '../runtime/registry.ts';
import { promisesTheSame } from './service_shape.ts';

const NONE: readonly Registered<Tool>[] = [];

/** Who answers which subject: one handler for each `use`, any number of providers of one contract for each `need`. */
export class Subjects implements Registry {
  readonly #handlers = new Map<string, Registered<GeneratorService>>();
  readonly #providers = new Map<string, readonly Registered<Tool>[]>();
  readonly #contracts = new Map<string, Contract>();
  readonly #reserved = new Set<string>();
  /** Undefined where one has come or gone since it was asked for. */
  #listed: readonly Registered<GeneratorService>[] | undefined;

  contract(subject: string): Contract | undefined {
    return this.#contracts.get(subject);
  }

  handler(subject: string): Registered<GeneratorService> | undefined {
    return this.#handlers.get(subject);
  }

  providers(subject: string): readonly Registered<Tool>[] {
    return this.#providers.get(subject) ?? NONE;
  }

  /** The same list until one comes or goes. */
  get handlers(): readonly Registered<GeneratorService>[] {
    this.#listed ??= [...this.#handlers.values()];
    return this.#listed;
  }

  get all(): readonly Registered[] {
    return [...this.#handlers.values(), ...[...this.#providers.values()].flat()];
  }

  /** Subjects of the daemon's own: nobody else may provide them from now on. */
  reserve(contracts: readonly Contract[]): void {
    for (const contract of contracts) {
      this.announce(contract);
      this.#reserved.add(contract.subject);
    }
  }

  /** Makes a contract known that nobody serves yet. */
  announce(contract: Contract): void {
    if (!this.#contracts.has(contract.subject)) this.#contracts.set(contract.subject, contract);
  }

  /** A contract that was announced and that nobody will serve. */
  forget(subject: string): void {
    if (this.providers(subject).length === 0 && !this.#reserved.has(subject)) this.#contracts.delete(subject);
  }

  /** @throws Fault ALREADY_EXISTS when its place is taken, FAILED_PRECONDITION when its contract is not the one in force. */
  add(registered: Registered): void {
    const { service } = registered;
    const { subject } = service.contract;
    if (this.#reserved.has(subject)) throw new Fault('ALREADY_EXISTS', `${subject} is provided by AgentOS itself.`);
    if (service.kind === 'tool') {
      const tools = this.providers(subject);
      assertJoins(registered, tools);
      this.#providers.set(subject, [...tools, { ...registered, service }]);
    } else {
      const other = this.#handlers.get(subject);
      if (other)
        throw new Fault(
          'ALREADY_EXISTS',
          `${subject} has a handler already; give this one another name or remove the other.`,
        );
      this.#handlers.set(subject, { ...registered, service });
      this.#listed = undefined;
    }
    // The contract of the first provider stays in force: its risk may be a function, which cannot be compared.
    if (service.kind !== 'tool' || this.providers(subject).length === 1) this.#contracts.set(subject, service.contract);
  }

  remove({ service, provider }: Registered): void {
    const { subject } = service.contract;
    if (service.kind !== 'tool') {
      this.#handlers.delete(subject);
      this.#listed = undefined;
      this.#contracts.delete(subject);
      return;
    }
    const left = this.providers(subject).filter((tool) => tool.provider !== provider);
    this.#providers.set(subject, left);
    if (left.length === 0) this.#contracts.delete(subject);
  }
}

/** Who joins others must promise what they do, or the gate would judge one by the word of another. */
function assertJoins({ provider, service: { contract } }: Registered, others: readonly Registered<Tool>[]): void {
  const { subject } = contract;
  if (others.some((other) => other.provider === provider))
    throw new Fault('ALREADY_EXISTS', `${subject} has a provider '${provider}' already; give this file another name.`);
  const first = others[0];
  if (first && !promisesTheSame(contract, first.service.contract)) {
    throw new Fault(
      'FAILED_PRECONDITION',
      `${subject}: its contract differs from that of ${first.provider}; all its providers need the same effect, risk and schemas.`,
    );
  }
}
