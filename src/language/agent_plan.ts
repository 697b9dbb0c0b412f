import type { Command } from './command.ts';

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
      else add(plan, { event: subject, params: part });
    }
  }
  return { plan, unserved };
}

/** `Add milk and eggs` is one thing to do: commands in a row that differ in their item only become one with a list of items. */
function add(plan: Step[], step: Step): void {
  const before = plan.at(-1);
  const items = before && before.event === step.event && sameButItem(before.params, step.params);
  if (before === undefined || !items) {
    plan.push(step);
    return;
  }
  const { item: first = null, ...slots } = before.params.slots;
  const item = [first, step.params.slots.item ?? null].flat();
  const text = `${before.params.text} and ${step.params.text}`;
  plan[plan.length - 1] = { event: step.event, params: { ...before.params, slots: { ...slots, item }, text } };
}

function sameButItem(left: Command, right: Command): boolean {
  const rest = ({ intent, slots: { item: _item, ...slots }, targets }: Command): string =>
    JSON.stringify([intent, Object.entries(slots).sort(), targets.map(({ id }) => id)]);
  return left.slots.item !== undefined && right.slots.item !== undefined && rest(left) === rest(right);
}
