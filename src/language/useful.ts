import { ELSEWHERE } from './elsewhere.ts';
import type { Grammar, MatchContext } from './grammar.ts';
import { actsOnDevices } from './intent_domains.ts';
import { resolve } from './resolve.ts';

/** The intent of a text that is worth saying in this home: understood word for word, and about something that is there. */
export function usefulIntent(
  grammar: Grammar,
  text: string,
  context: MatchContext,
  wildcards = false,
): string | undefined {
  const best = grammar.match(text, context)[0];
  if (best === undefined || (best.loose > 0 && !wildcards)) return undefined;
  const { intent, slots, ids } = best;
  if (intent === ELSEWHERE) return undefined;
  if (!actsOnDevices(intent)) return intent;
  const resolution = resolve(grammar.home, { intent, slots, ids, area: context.area });
  return resolution.kind === 'choice' || resolution.targets.length > 0 ? intent : undefined;
}
