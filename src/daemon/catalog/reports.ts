import type { Contract } from '../model/contract.ts';
import type { Fault } from '../model/fault.ts';
import type { Registered, ServiceReport } from '../runtime/registry.ts';
import { describeService } from './describe.ts';
import { type LoadedFile, type ServiceFile, shown } from './module.ts';
import type { Statistics } from './statistics.ts';

/** A file that was left out, whole or in part. */
export interface BrokenFile {
  readonly file: ServiceFile;
  readonly why: string;
}

/** A file whose providers may not be open: their contracts, and why not. */
interface Unopened {
  readonly loaded: LoadedFile;
  readonly closed: ReadonlyMap<Contract, Fault | undefined>;
}

/** How each service is doing, by subject: those that serve, those that are not open, and the files that nobody could take in. */
export function reportsOf(
  serving: readonly Registered[],
  files: Iterable<Unopened>,
  broken: Iterable<BrokenFile>,
  statistics: Statistics,
): readonly ServiceReport[] {
  const reports: ServiceReport[] = [];
  for (const { service, provider, version } of serving)
    reports.push(describeService(service.contract, service.kind, provider, version, 'serving', undefined, statistics));
  for (const { closed, loaded } of files) {
    for (const [contract, fault] of closed) {
      const state = fault ? 'failed' : 'opening';
      reports.push(
        describeService(contract, 'tool', loaded.file.name, loaded.version, state, fault?.message, statistics),
      );
    }
  }
  for (const one of broken) reports.push(reportBroken(one));
  return reports.sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
}

/** It has no contract to tell of itself, so its file, as `use/lights/agent.js`, stands where a subject would; no subject has a slash. */
function reportBroken({ file, why }: BrokenFile): ServiceReport {
  return {
    subject: shown(file),
    kind: file.family === 'use' ? 'agent' : 'tool',
    provider: file.name,
    ...{ version: '', summary: '', effect: '', risk: '' },
    state: 'failed',
    problem: why,
    ...{ calls: 0, failures: 0, meanMs: 0 },
    inputSchema: {},
    outputSchema: {},
  };
}
