import type { Contract } from '../model/contract.ts';
import type { GeneratorService, Tool } from '../model/service.ts';

/** One handler of a subject, as the catalog found it. */
export interface Registered<S extends Tool | GeneratorService = Tool | GeneratorService> {
  /** Name among the providers of its subject: the file's or the connection's. */
  readonly provider: string;
  /** Changes when its code changes. */
  readonly version: string;
  /** Whose storage it uses: the name of its folder. */
  readonly namespace: string;
  readonly service: S;
}

/** What the runtime asks of the catalog. */
export interface Registry {
  contract(subject: string): Contract | undefined;
  handler(subject: string): Registered<GeneratorService> | undefined;
  /** In the order in which they came: of their files' paths, at a start. */
  providers(subject: string): readonly Registered<Tool>[];
}

/** How one service is doing, for `agentos services`. */
export interface ServiceReport {
  readonly subject: string;
  readonly kind: 'agent' | 'router' | 'tool';
  readonly provider: string;
  readonly version: string;
  readonly summary: string;
  readonly effect: string;
  /** The level, or `depends on the input`. */
  readonly risk: string;
  readonly state: 'serving' | 'opening' | 'failed';
  /** Why it failed. */
  readonly problem?: string;
  readonly calls: number;
  readonly failures: number;
  /** Milliseconds, mean over all calls. */
  readonly meanMs: number;
  readonly inputSchema: unknown;
  readonly outputSchema: unknown;
}
