import { ACTS, type Act, opposes } from './claim_acts.ts';
import { type Asked, askedFor } from './claim_asked.ts';
import { actsElsewhere, mayClaimElsewhere } from './claims_elsewhere.ts';

/*
 * What a sentence says was done. English with care; German, French, Spanish, Italian and Dutch by their commonest forms. What is said
 * in another language is not judged.
 */

export interface Claim {
  /** Undefined where it does not say what: "Done." */
  readonly act: Act | undefined;
  readonly sentence: string;
  /** It may as well tell of what others did, where something of that was read: "the bridge has been closed". */
  readonly maybe?: true;
}

/**
 * What a reply says was done. "I have sent it" always says so. "The door is locked", "Summary sent" and "Done" do where that is what
 * was asked for, since they may also tell how things are; "the mail has been sent" does unless words were asked for, or it tells who
 * did it, or when.
 * @param asked the utterance that is answered
 */
export function claimsOf(reply: string, asked: string): readonly Claim[] {
  const request = askedFor(asked);
  if (request.kind === 'translation') return [];
  return sentencesOf(reply.replaceAll(QUOTED, ' ')).flatMap((sentence) => claimsIn(sentence, request));
}

/** Whether a sentence that goes on could still come to say that something was done. */
export function mayClaim(begun: string, asked: string): boolean {
  const request = askedFor(asked);
  if (request.kind === 'translation') return false;
  const acts = request.kind === 'act';
  if (MINE.test(begun) || ON_ITS_WAY_BEGUN.test(begun) || mayClaimElsewhere(begun, acts)) return true;
  if (!acts) return false;
  return request.wanted === 'any' || request.wanted.length > 0 || BE.test(begun) || ANYTHING.test(begun.trim());
}

const QUOTED = /"[^"]*"|“[^”]*”|«[^»]*»|„[^“”]*[“”]/g;
/** "I", "we", also where they are left out: "Went ahead and sent it", "Have sent it". */
const MINE =
  /\b(?:I|we)\b|^\s*(?:have|['’]ve|went ahead|gone ahead|managed|made sure|took care|taken care)\b|\bby me\b|\bon your behalf\b/i;
const NOT =
  /\b(not|never|no|nothing|cannot|unable|without|failed|would|could|should|might|may|if|unless|will|wont|to be)\b|n['’]t\b|['’]ll\b/i;
/** "I was able to send it", "I managed to open it": the act was done. */
const ACHIEVED = /\b(?:able to|managed to|made sure|went ahead|gone ahead)\b/i;

const ADVERBS =
  "(?:have |has |been |being |’ve |'ve |just |now |already |also |all |both |since |then |finally |successfully |safely |properly |fully |completely |duly |kindly |quickly |gone ahead and |went ahead and )*";
/** "It is", "it has been", "it's now been", "it got". */
const BE = /\b(?:is|are|was|were|been|got|gets|being)\b|['’](?:s|re)\b/i;
const BETWEEN = '(?: \\w+ly| now| all| both| just| already| also| been| being)*';
const BE_DONE = `(?:\\b(?:is|are|was|were|got|gets|(?:has|have)(?: \\w+ly| now| just| already| also| all)* been)\\b|['’](?:s|re))`;

/** "Done", "all set": of whatever was asked for. */
const ANYTHING = new RegExp(
  [
    '^(?:(?:and|so|there(?: you go)?|ok(?:ay)?|sure(?: thing)?|right|alright|great|perfect|yes|no problem|certainly|of course)[,!.]? )*',
    '(?:',
    "(?:it|that|this|everything|all(?: of (?:it|that|them))?|your (?:request|order|task|command)|the (?:task|request|command|action|job|order|operation|errand))?(?:['’]s|['’]ve| is| are| has| have| was| were| got)?(?: now| just| already| all| been| successfully| both)* ?(?:done|completed?|carried out|taken care of|sorted(?: out)?|handled|executed|processed|performed|fulfilled|arranged|accomplished|dealt with|seen to)",
    "|(?:all |you(?: a|['’])re all )?(?:done|set|sorted)|consider it done|mission accomplished|success|successfully done|as (?:you )?(?:requested|asked|wanted|instructed|ordered)",
    ')(?![\\w-])(?! (?:by|in|on) )',
  ].join(''),
  'i',
);
/** Mail of ours that has left: of a mail that came nobody says so. */
const MESSAGE = '(?:e-?mail|mail|message|reply|answer|summary|report|invitation|note|text)s?';
const ON_ITS_WAY = new RegExp(
  `\\b(?:your|the|that|this|his|her|their|it) ?(?:\\w+ ){0,2}?(?:${MESSAGE})?(?:['’]s| is| are| has| have)? ?(?:now |already |just )*(?:on (?:its|their|the) way|gone out|gone off|went out|left (?:the|your) outbox|in (?:\\w+(?:['’]s)? )+inbox|out the door)\\b`,
  'i',
);
const ON_ITS_WAY_BEGUN = new RegExp(`\\b(?:your|the|that|this) (?:\\w+ ){0,2}?${MESSAGE}\\b`, 'i');

function claimsIn(sentence: string, request: Asked): readonly Claim[] {
  if (sentence.endsWith('?')) return [];
  const wanted = request.kind === 'act' ? request.wanted : [];
  // "I have sent it, but could not open the door": each part is judged by itself.
  return sentence
    .split(/[,;:]\s+|\s[–—-]\s|\b(?:and|but|then|so)\b/i)
    .flatMap((part, place, parts): readonly Claim[] => {
      const own = part.trim();
      if (own === '') return [];
      const elsewhere = actsElsewhere(own, request.kind === 'act').map((act) => ({ act, sentence }));
      if (elsewhere.length > 0) return elsewhere;
      if (NOT.test(own.replace(ACHIEVED, ''))) return [];
      if (request.kind === 'act' && ANYTHING.test(own)) return [{ act: undefined, sentence }];
      if (saysSent(own, request)) return [{ act: SEND, sentence }];
      // "I've locked the door and turned off the light": the second part has its subject from the first.
      const mine =
        MINE.test(own) || (place > 0 && parts.slice(0, place).some((before) => MINE.test(before) && !NOT.test(before)));
      const found = REPORTS.flatMap(({ act, reports }): readonly Claim[] => {
        const asked = wanted === 'any' || wanted.includes(act) || opposes(act, wanted);
        const said = reports
          .map((report) => saidBy(own, report, { mine, asked, request }))
          .filter((one) => one !== 'no');
        if (said.length === 0) return [];
        return [{ act, sentence, ...(said.includes('yes') ? {} : { maybe: true as const }) }];
      });
      if (found.length > 0) return found;
      return mine && request.kind === 'act' && DID_IT.test(own) ? [{ act: undefined, sentence }] : [];
    });
}

const SEND = ACTS.find(({ name }) => name === 'send');
/** "I did it", "I have taken care of that", "we handled it". */
const DID_IT =
  /\b(?:I|we)\b(?:['’]ve| have)?(?: \w+ly| now| just| already| also)* (?:(?:did|done|fixed|arranged)(?: (?:it|that|this|everything|all|them|so|both)\b|[.!]?$)|(?:handled|finished|completed|sorted|executed|fulfilled|processed|taken care of|took care of|dealt with|carried out|seen to)\b)/i;

function saysSent(part: string, request: Asked): boolean {
  if (!ON_ITS_WAY.test(part)) return false;
  if (ON_ITS_WAY_BEGUN.test(part)) return request.kind === 'act' || /\byour\b/i.test(part);
  return request.kind === 'act' && (request.wanted === 'any' || (SEND !== undefined && request.wanted.includes(SEND)));
}

interface Context {
  /** It is said of ourselves. */
  readonly mine: boolean;
  /** It is what was asked for, or the opposite. */
  readonly asked: boolean;
  readonly request: Asked;
}

/** A sentence of its own verb tells of something else: "the mail that was sent". */
const OTHER_VERB = /\b(is|are|was|were|be|has|have|had|does|did|do|who|which|that|when|where|because|by)\b/i;
/** What comes after the verb where whoever stands before it did it: "Anna sent you a mail". */
const OBJECT =
  '(?= (?:you|me|us|him|her|them|it|a|an|the|your|my|his|its|their|our|this|that|these|those|some|two|three|\\d+)\\b)';
/** By somebody, or at some time: what others did, or what was. */
const BY_OTHERS =
  /\bby (?!me\b|us\b|AgentOS\b)\w|\b(?:in|since) (?:\d{4}|\w+ \d{4}|(?:January|February|March|April|May|June|July|August|September|October|November|December))\b|\bago\b|\byesterday\b|\blast (?:\w+day|night|week|month|year|spring|summer|autumn|winter)\b|\bthis morning\b|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bearlier\b|\bcentury\b/i;
/** What is in the house, or goes out of it by our hand. */
const OURS =
  /\b(?:doors?|gates?|garage|locks?|lights?|lamps?|bulbs?|blinds?|shutters?|curtains?|windows?|alarm|heating|thermostat|radiators?|oven|stove|kettle|fan|vacuum|tv|television|speakers?|music|socket|plug|switch|timer|reminder|scene|house)\b/i;
const DEFINITE = /^(?:\w+ly,? )?(?:the|your|my|our|it|they|this|that|these|those|everything|all|both|each)\b/i;

/** How a word for having done it is found in a sentence. */
interface Report {
  /** "on", "off", "open": how a thing is, unless it says that it was made so. */
  readonly isState: boolean;
  /** The verb alone, to look for first. */
  readonly verb: string;
  /** "Anna sent you a mail". */
  readonly active: RegExp;
  /** "is now locked", "has been sent". */
  readonly been: RegExp;
  /** "Summary sent", "Locked the door": what stands before the verb. */
  readonly reduced: RegExp;
  /** "I have locked it"; "I got the door unlocked"; "I managed to open it"; "it was sent by me". */
  readonly mine: RegExp;
  readonly caused: RegExp;
  readonly base: RegExp;
  readonly byMe: RegExp;
}

const REPORTS: readonly { readonly act: Act; readonly reports: readonly Report[] }[] = ACTS.map((act) => ({
  act,
  reports: act.done.map((words) => reportOf(words, act.base)),
}));

function reportOf(words: string, base: readonly string[]): Report {
  const [verb = '', particle] = words.split(' ');
  const report = `\\b${verb}\\b${particle === undefined ? '' : `[^.!?]*\\b${particle}\\b`}`;
  const made = (pattern: string): RegExp => new RegExp(pattern, 'i');
  return {
    verb,
    isState: particle === undefined && (verb === 'on' || verb === 'off' || verb === 'open'),
    active: made(`${report}${OBJECT}`),
    been: made(`${BE_DONE}${BETWEEN} ${report}`),
    reduced: made(`^((?:[\\w-]+[ ’']+){0,5}?)${report}`),
    mine: made(`(?:\\b(?:I|we)\\b ?${ADVERBS}|^\\s*${ADVERBS})${report}`),
    caused: made(
      `\\b(?:got|had|made sure)\\b(?: that)? (?:the|it|that|your|everything|all|them)\\b(?: \\w+){0,3}? ${report}`,
    ),
    base: made(`\\b(?:${base.join('|')})\\b`),
    byMe: made(`${report}.*\\b(?:by me|on your behalf)\\b`),
  };
}

/** Whether a part of a sentence reports an act by this word for having done it; 'maybe' where others may have done it. */
function saidBy(part: string, report: Report, { mine, asked, request }: Context): 'yes' | 'maybe' | 'no' {
  const { isState } = report;
  const others = BY_OTHERS.test(part);
  if (mine && ACHIEVED.test(part) && report.base.test(part)) return 'yes';
  if (!part.toLowerCase().includes(report.verb)) return 'no';
  if (mine && !isState) {
    if (report.mine.test(part) || report.byMe.test(part)) return 'yes';
    if ((asked || OURS.test(part)) && !others && report.caused.test(part)) return 'yes';
  }
  if (request.kind !== 'act' || others) return 'no';
  const isActive = report.active.test(part);
  const been = report.been.exec(part);
  // "Anna's sent you a mail" is none of it.
  const isDone = been !== null && !(isActive && /^['’]s/.test(been[0]));
  if (asked) {
    if (isDone) return 'yes';
    if (isState || OTHER_VERB.test(part)) return 'no';
    const reduced = report.reduced.exec(part);
    return reduced !== null && (reduced[1] === '' || !isActive) ? 'yes' : 'no';
  }
  if (isState || !isDone || !DEFINITE.test(part) || /.\b(?:that|which|who)\b/i.test(part)) return 'no';
  return OURS.test(part) ? 'yes' : 'maybe';
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
