import { createHash } from 'node:crypto';
import type { RouterChoices } from '../../../settings/router_choice.ts';
import { forward, invoke } from '../../model/call.ts';
import type { GeneratorService } from '../../model/service.ts';
import type { Registered, Registry } from '../registry.ts';

/** Whether a thread is one of those that the other router gets. Of its id alone, so that a replay chooses as it was. */
export function getsOther(thread: string, subject: string, share: number): boolean {
  const digest = createHash('sha256').update(`${subject}\n${thread}`).digest();
  return (digest.readUInt32BE(0) / 2 ** 32) * 100 < share;
}

/**
 * The registry with its routers divided as the settings say. Who gets a turn of a thread that is the other's hands it on as the
 * first thing it does: the choice is a FORWARD in the thread, and the outcome its END. All else is as it was.
 */
export function withRouterChoices(registry: Registry, choices: RouterChoices): Registry {
  if (Object.keys(choices).length === 0) return registry;
  const handler = (subject: string): Registered<GeneratorService> | undefined => {
    const found = registry.handler(subject);
    const choice = Object.hasOwn(choices, subject) ? choices[subject] : undefined;
    // One that is not there gets nothing.
    if (!found || !choice || found.service.kind !== 'router' || !registry.handler(choice.other)) return found;
    return dividedBy(found, subject, choice);
  };
  return {
    handler,
    contract: (subject) => registry.contract(subject),
    providers: (subject) => registry.providers(subject),
  };
}

function dividedBy(
  found: Registered<GeneratorService>,
  subject: string,
  { other, share }: RouterChoices[string],
): Registered<GeneratorService> {
  const { service } = found;
  return {
    ...found,
    service: {
      ...service,
      *run(handed) {
        if (getsOther(handed.thread.id, subject, share)) return forward(invoke(other, handed.input));
        return yield* service.run(handed);
      },
    },
  };
}
