import type { Command } from '../../../language/command.ts';

export interface Step {
  readonly event: string;
  readonly params: Command;
}

/** Domains that a command's targets are of; one undefined where it has none. */
function domainsOf(command: Command): readonly (string | undefined)[] {
  return command.targets.length === 0 ? [undefined] : [...new Set(command.targets.map(({ domain }) => domain))];
}

/** What is asked of the catalog: for each command, one entry per domain of its targets. */
export function wantedBy(commands: readonly Command[]): { intent: string; domain?: string }[] {
  return commands.flatMap((command) =>
    domainsOf(command).map((domain) =>
      domain === undefined ? { intent: command.intent } : { intent: command.intent, domain },
    ),
  );
}

/**
 * One step per command and agent: targets of several domains go to the agents that take them. `subjects` are the
 * catalog's answers to {@link wantedBy}, in that order.
 */
export function planFor(
  commands: readonly Command[],
  subjects: readonly (string | null)[],
): { plan: Step[]; unserved: Command[] } {
  const plan: Step[] = [];
  const unserved: Command[] = [];
  let next = 0;
  for (const command of commands) {
    const domainsBySubject = new Map<string | null, (string | undefined)[]>();
    for (const domain of domainsOf(command)) {
      const subject = subjects[next] ?? null;
      next += 1;
      domainsBySubject.set(subject, [...(domainsBySubject.get(subject) ?? []), domain]);
    }
    for (const [subject, domains] of domainsBySubject) {
      const part = { ...command, targets: command.targets.filter(({ domain }) => domains.includes(domain)) };
      if (subject === null) unserved.push(part);
      else plan.push({ event: subject, params: part });
    }
  }
  return { plan, unserved };
}
