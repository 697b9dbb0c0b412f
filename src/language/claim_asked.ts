import { ACTS, type Act } from './claim_acts.ts';

/**
 * What an utterance asks for, as far as it tells what a reply may claim.
 * `words`: to be told something, so that what is told of may have been done by others · `translation`: somebody's words in another
 * language, which claim nothing · `act`: something to be done: `wanted` where it is known what, 'any' where it only agrees.
 */
export type Asked =
  | { readonly kind: 'words' }
  | { readonly kind: 'translation' }
  | { readonly kind: 'act'; readonly wanted: readonly Act[] | 'any' };

export function askedFor(utterance: string): Asked {
  const short = utterance.trim().split(/\s+/).length <= 3;
  if (short && AGREES.test(utterance) && !WORDS_ONLY.test(utterance)) return { kind: 'act', wanted: 'any' };
  if (TRANSLATES.test(utterance)) return { kind: 'translation' };
  if (
    ASKS_ONLY.test(utterance) ||
    READS_ONLY.test(utterance) ||
    WORDS_ONLY.test(utterance) ||
    ASKS_ELSEWHERE.test(utterance)
  )
    return { kind: 'words' };
  return { kind: 'act', wanted: ACTS.filter(({ base }) => base.some((word) => hasBase(utterance, word))) };
}

const AGREES = /\b(yes|ok|okay|sure|please|do it|go ahead|again|ja|oui|s[ií]|si)\b/i;
const POLITE = "(?:please |(?:can|could|would|will) you (?:please )?|i want you to |i(?:'d| would) like you to )?";
const TRANSLATES = new RegExp(
  `^\\s*${POLITE}(?:translate|[üu]bersetze?|traduis|traduce|traduci|vertaal)\\b|^\\s*(?:how|what)\\b.*\\b(?:say|translat\\w+|called?|mean)\\b.*\\b(?:in|into) [A-Z]`,
  'i',
);
/** A question, unless it is a polite way to ask for something to be done. */
const ASKS_ONLY =
  /^\s*(who|what|when|where|why|how|which|whose|is|are|was|were|do|does|did|has|have|had|any|anything)\b/i;
/** "Summarise my unread mail" asks for nothing to be sent; "read my mail and send it on" does. */
const READS_ONLY = new RegExp(
  `^\\s*${POLITE}(summari[sz]e|sum up|read|check|list|search|find|look up|look for|show( me)?|tell( me)?|give me|get me|fetch|explain|describe|define|compare|calculate|recommend|suggest|brainstorm|recite|research|brief me|remind me what|spell|quiz|teach|imagine|pretend)\\b(?!.*\\b(and|then)\\b)`,
  'i',
);
const WORDS_ONLY = new RegExp(
  `^\\s*${POLITE}(?:(?:write|compose|make up|invent|sing|continue)(?: me)? )?(?:(?:a|an|the|some|another|today['’]s|latest) (?:\\w+ )?)?(?:poem|story|tale|joke|verses?|rhyme|song|haiku|limerick|essay|news|headlines|facts?|summary|recipe|ideas?|riddle)\\b(?!.*\\b(?:and|then)\\b)`,
  'i',
);
/** Questions in German, French, Spanish, Italian and Dutch. */
const ASKS_ELSEWHERE =
  /^\s*(¿|(wer|was|wann|wo|warum|wieso|welche[rsn]?|ist|sind|war|waren|hat|haben|hast|gibt|sag|erz[äa]hl|lies|zeig|qui|quoi|que|quand|o[ùu]|pourquoi|comment|quel(le)?s?|est-ce|dis|lis|montre|raconte|qui[ée]n|qu[ée]|cu[áa]ndo|d[óo]nde|c[óo]mo|cu[áa]l(es)?|est[áa]n?|hay|dime|lee|cuenta|chi|che|cosa|quando|dove|perch[ée]|come|c['’][èe]|[èe]|leggi|dimmi|wie|wat|wanneer|waar|waarom|hoe|welke?|zijn|heeft|lees|vertel)(?![\p{L}]))/iu;

/** "turn the light off" asks for what "turn off" does. */
function hasBase(text: string, words: string): boolean {
  const [verb = '', ...rest] = words.split(' ');
  const between = rest.length === 0 ? '' : `\\b[^.!?]*\\b${rest.join(' ')}`;
  return new RegExp(`\\b${verb}${between}\\b`, 'i').test(text);
}
