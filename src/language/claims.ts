/**
 * What a sentence says was done. English: what is said in another language is not judged.
 *
 * An *act* is a class of verbs with the words by which a call of that class is known. Opposites are classes of their own, so that
 * having locked a door never bears out that it was unlocked.
 */
export interface Act {
  readonly name: string;
  /** As it is asked for: "lock". */
  readonly base: readonly string[];
  /** As it is reported: "locked". */
  readonly done: readonly string[];
  /** Words in the name of a call, or in what it is given, that show it is of this class. */
  readonly shownBy: readonly string[];
}

const act = (name: string, base: string, done: string, shownBy: string): Act => ({
  name,
  base: base.split('|'),
  done: done.split('|'),
  shownBy: shownBy.split(' '),
});

export const ACTS: readonly Act[] = [
  act('lock', 'lock', 'locked', 'lock'),
  act('unlock', 'unlock', 'unlocked', 'unlock open'),
  act('open', 'open|raise', 'opened|raised|open', 'open raise'),
  act('close', 'close|shut|lower', 'closed|shut|lowered', 'close shut lower'),
  act(
    'turn on',
    'turn on|switch on|activate|enable',
    'turned on|switched on|activated|enabled|on',
    'on activate enable start resume',
  ),
  act(
    'turn off',
    'turn off|switch off|deactivate|disable',
    'turned off|switched off|deactivated|disabled|off',
    'off deactivate disable',
  ),
  act('arm', 'arm', 'armed', 'arm'),
  act('disarm', 'disarm', 'disarmed', 'disarm'),
  act('start', 'start|play|resume|run', 'started|resumed|played', 'start play resume run on set add create'),
  act('stop', 'stop|pause|mute|end', 'stopped|paused|muted', 'stop pause mute off cancel end dismiss'),
  act(
    'set',
    'set|dim|brighten|adjust|change|increase|decrease|update',
    'set|dimmed|brightened|adjusted|changed|increased|decreased|updated',
    'set dim brighten adjust change update increase decrease temperature brightness volume position restore move put on',
  ),
  act(
    'send',
    'send|mail|email|e-mail|message|text|forward|reply|publish|post|announce|broadcast',
    'sent|mailed|emailed|e-mailed|messaged|texted|forwarded|replied|published|posted|announced|broadcast',
    'send mail email reply forward publish post announce broadcast message notify sms',
  ),
  act(
    'add',
    'add|save|create|write down|note|remember|book|schedule|remind|put|store',
    'added|saved|created|noted|remembered|booked|scheduled|stored',
    'add save create write remember book schedule set put store append draft restore',
  ),
  act(
    'delete',
    'delete|remove|cancel|forget|clear|erase',
    'deleted|removed|cancelled|canceled|forgotten|cleared|erased',
    'delete remove cancel forget clear erase stop',
  ),
  act('move', 'move|reschedule|rename', 'moved|rescheduled|renamed', 'move reschedule rename change update set'),
  act(
    'buy',
    'buy|order|pay|purchase|transfer',
    'bought|ordered|paid|purchased|transferred',
    'buy order pay purchase transfer',
  ),
];

/** "Done", "all set": of whatever was asked for. */
const ANYTHING =
  /^(ok(ay)?,? )?(all )?(done|set|it'?s done|that'?s done|consider it done|taken care of|it'?s taken care of)\b/i;
const NOT =
  /\b(not|never|no|nothing|cannot|unable|without|failed|would|could|should|might|may|if|unless|will|wont)\b|n['’]t\b|['’]ll\b/i;
/** A sentence of its own verb tells of something else: "the mail that was sent". */
const OTHER_VERB = /\b(is|are|was|were|be|has|have|had|does|did|do|who|which|that|when|where|because|by)\b/i;
const QUOTED = /"[^"]*"|“[^”]*”|«[^»]*»/g;

export interface Claim {
  /** Undefined where it does not say what: "Done." */
  readonly act: Act | undefined;
  readonly sentence: string;
}

/**
 * What a reply says was done. "I have sent it" always says so; "the door is locked", "Summary sent" and "Done" do where that is
 * what was asked for, since they may also tell how things are, or what others did.
 * @param asked the utterance that is answered
 */
export function claimsOf(reply: string, asked: string): readonly Claim[] {
  const wanted = actsAskedFor(asked);
  return sentencesOf(reply.replaceAll(QUOTED, ' ')).flatMap((sentence) => claimsIn(sentence, wanted));
}

/** Whether a sentence that goes on could still come to say that something was done. */
export function mayClaim(begun: string, asked: string): boolean {
  const wanted = actsAskedFor(asked);
  return wanted === 'any' || wanted.length > 0 || MINE.test(begun);
}

/** Classes of what an utterance asks for; 'any' where it only agrees. */
function actsAskedFor(asked: string): readonly Act[] | 'any' {
  if (asked.trim().split(/\s+/).length <= 3 && /\b(yes|ok|okay|sure|please|do it|go ahead|again)\b/i.test(asked))
    return 'any';
  if (ASKS_ONLY.test(asked) || READS_ONLY.test(asked)) return [];
  return ACTS.filter(({ base }) => base.some((word) => hasBase(asked, word)));
}

/** A question, unless it is a polite way to ask for something to be done. */
const ASKS_ONLY = /^\s*(who|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have)\b/i;
/** "Summarise my unread mail" asks for nothing to be sent; "read my mail and send it on" does. */
const READS_ONLY =
  /^\s*(please |(?:can|could|would) you (?:please )?)?(summari[sz]e|sum up|read|check|list|search|find|show me|tell me)\b(?!.*\b(and|then)\b)/i;

/** "turn the light off" asks for what "turn off" does. */
function hasBase(text: string, words: string): boolean {
  const [verb = '', particle] = words.split(' ');
  const between = particle === undefined ? '' : `\\b[^.!?]*\\b${particle}`;
  return new RegExp(`\\b${verb}${between}\\b`, 'i').test(text);
}

function claimsIn(sentence: string, wanted: readonly Act[] | 'any'): readonly Claim[] {
  if (sentence.endsWith('?')) return [];
  // "I have sent it, but could not open the door": each part is judged by itself.
  return sentence.split(/[,;:]\s+|\b(?:and|but|then|so)\b/i).flatMap((part, place, parts): readonly Claim[] => {
    const own = part.trim();
    if (own === '' || NOT.test(own)) return [];
    if (wanted === 'any' || wanted.length > 0) if (ANYTHING.test(own)) return [{ act: undefined, sentence }];
    // "I've locked the door and turned off the light": the second part has its subject from the first.
    const mine =
      MINE.test(own) || (place > 0 && parts.slice(0, place).some((before) => MINE.test(before) && !NOT.test(before)));
    return ACTS.filter(({ done }) => done.some((word) => says(own, word, mine, wanted))).flatMap((found) =>
      mine || wanted === 'any' || wanted.includes(found) || opposes(found, wanted) ? [{ act: found, sentence }] : [],
    );
  });
}

const MINE = /\b(I|we)\b(?: have|'ve|’ve)?\b/i;

function opposes(found: Act, wanted: readonly Act[]): boolean {
  return wanted.some(({ name }) => OPPOSITE.get(name) === found.name);
}

const OPPOSITE: ReadonlyMap<string, string> = new Map(
  (
    [
      ['lock', 'unlock'],
      ['open', 'close'],
      ['turn on', 'turn off'],
      ['arm', 'disarm'],
      ['start', 'stop'],
      ['unlock', 'lock'],
      ['close', 'open'],
      ['turn off', 'turn on'],
      ['disarm', 'arm'],
      ['stop', 'start'],
    ] as const
  ).map(([a, b]) => [a, b]),
);

/** Whether a part of a sentence reports an act, by its word for having done it. */
function says(part: string, words: string, mine: boolean, wanted: readonly Act[] | 'any'): boolean {
  const [verb = '', particle] = words.split(' ');
  const isState = particle === undefined && (verb === 'on' || verb === 'off' || verb === 'open');
  const report = particle === undefined ? verb : `${verb}\\b[^.!?]*\\b${particle}`;
  const aux = "(?:have |has |’ve |'ve |just |now |already |also |successfully |gone ahead and )*";
  if (!isState && mine && new RegExp(`(?:\\b(?:I|we)\\b ?${aux}|^\\s*${aux})\\b${report}\\b`, 'i').test(part))
    return true;
  if (wanted !== 'any' && wanted.length === 0) return false;
  if (new RegExp(`\\b(?:is|are|has been|have been|was|were)(?: now| all| just| already)* ${report}\\b`, 'i').test(part))
    return true;
  if (isState) return false;
  return !OTHER_VERB.test(part) && new RegExp(`^(?:\\w+[ ’']+){0,5}?${report}\\b`, 'i').test(part);
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
