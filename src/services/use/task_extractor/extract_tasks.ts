import type { Now } from '../../../language/when_meant.ts';
import type { Task } from './contract.ts';
import { dueIn } from './due_date.ts';

const MAX_SENTENCES = 500;
const MAX_LENGTH = 400;

/** Verbs that a request begins with. A sentence that begins otherwise is no task by itself. */
const VERBS = new Set(
  `add answer approve arrange ask attach book bring build buy call cancel change check clean collect come complete confirm contact
  copy correct create deliver deploy discuss double-check draft email ensure feed fill find finish fix follow forward get give go
  help hire install invite keep learn let look mail make measure meet merge move notify open order organise organize pack pay pick
  plan post prepare print proofread provide publish put read register remind remove rename renew repair replace reply report
  request reschedule research reserve respond return review revise schedule send set share ship sign sort start stop submit
  take talk tell test tidy transfer translate turn update upload verify visit wash water wrap write`.split(/\s+/),
);

/** Each with what stands behind it as the task; `who` where somebody is named. The first that fits counts. */
const ASKED: readonly RegExp[] = [
  /^(?:to[- ]?do|action(?: item)?|task|next step)s?\s*[:-]\s*(?<task>.+)$/i,
  /^(?:\[ ?\]|☐)\s*(?<task>.+)$/i,
  /\b(?:can|could|would|will) (?:you|we) (?:please |kindly |maybe |perhaps |also )*(?!be\b|have a\b)(?<task>\p{L}.+?)\??$/iu,
  /\b(?:please|kindly)[, ]+(?:do )?(?!note\b|find attached\b|see\b|don['’]?t\b|do not\b|be\b)(?<task>\p{L}.+)$/iu,
  /\b(?:do not|don['’]?t) forget (?:to )?(?<task>.+)$/i,
  /\b(?:remember|make sure|be sure) (?:to|that you|you) (?<task>.+)$/i,
  /\b(?:would you mind|i need you to|we need you to|i would like you to|i['’]d like you to|i want you to|your job is to) (?<task>.+?)\??$/i,
  /\b(?:you|we|i) (?:still )?(?:need to|have to|must|should|ought to|are to|will have to|['’]ll need to) (?!be\b|know\b|have\b)(?<task>.+)$/i,
];
const BY_NAME: readonly RegExp[] = [
  /^@?(?<who>\p{Lu}[\p{L}'’-]+)(?: \p{Lu}[\p{L}'’-]+)?\s*[,:]\s*(?:please |can you |could you )?(?<task>\p{L}.+?)\??$/u,
  /^(?<who>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?) (?:will|to|needs to|has to|should|must|is going to|agreed to|promised to) (?!be\b|have\b)(?<task>\p{Ll}.+)$/u,
];
/** Names that are none. */
const NOBODY = new Set(
  `i it this that there he she they we you please hi hello dear thanks also then everything everyone nothing what which who todo to-do
  task tasks action by on until before next at from for note`.split(/\s+/),
);

/**
 * Tasks that a text tells by its form: what follows on "please", "could you", "don't forget to", what is ticked off in a list, and
 * sentences that begin with a verb. Quoted text and what follows a signature's line are left out.
 */
export function extractTasks(text: string, now: Now): Task[] {
  const tasks: Task[] = [];
  for (const { said, listed } of sentencesOf(text)) {
    const task = taskIn(said, listed, now);
    if (task !== undefined && !tasks.some((other) => other.text.toLowerCase() === task.text.toLowerCase()))
      tasks.push(task);
  }
  return tasks;
}

function taskIn(said: string, listed: boolean, now: Now): Task | undefined {
  const asked = byName(said) ?? match(ASKED, said) ?? imperative(said, listed);
  if (asked === undefined) return undefined;
  // Time may stand before what is asked: "By Friday, please send the plan."
  const before = said.slice(0, Math.max(0, said.indexOf(asked.task)));
  const due = dueIn(asked.task, now) ?? (before === '' ? undefined : dueIn(before, now));
  const inside = due !== undefined && due.rest.length < asked.task.length && asked.task.includes(due.said);
  const what = tidy(inside ? due.rest : asked.task);
  if (what.length < 3) return undefined;
  return {
    text: what,
    ...(due?.due === undefined ? {} : { due: due.due }),
    ...(due === undefined ? {} : { due_said: due.said }),
    ...(asked.who === undefined ? {} : { who: asked.who }),
  };
}

interface Asked {
  readonly task: string;
  readonly who?: string;
}

function match(patterns: readonly RegExp[], said: string): Asked | undefined {
  for (const pattern of patterns) {
    const task = pattern.exec(said)?.groups?.['task'];
    if (task !== undefined) return { task };
  }
  return undefined;
}

function byName(said: string): Asked | undefined {
  for (const pattern of BY_NAME) {
    const { who, task } = pattern.exec(said)?.groups ?? {};
    if (who === undefined || task === undefined || NOBODY.has(who.toLowerCase())) continue;
    // "Hello Ben, the weather is nice" asks for nothing.
    if (pattern === BY_NAME[0] && !startsWithVerb(task)) continue;
    return { task, who };
  }
  return undefined;
}

function imperative(said: string, listed: boolean): Asked | undefined {
  const plain = said.replace(/^(?:and|then|also|so|but|first|second|finally|next|by \w+)[, ]+/i, '');
  if (!startsWithVerb(plain)) return undefined;
  // In running text a verb alone may begin a phrase: "Check-in is at four."
  return listed || /\s/.test(plain) ? { task: plain } : undefined;
}

function startsWithVerb(text: string): boolean {
  const [first = '', ...then] = text.toLowerCase().split(/\s+/, 4);
  if (!VERBS.has(first.replaceAll(/[^a-z-]/g, '')) || then[0] === 'of') return false;
  // "Call quality was bad": there it is a noun.
  return !then.slice(0, 2).some((word) => /^(?:is|was|are|were|will|has|had|starts|begins)$/.test(word));
}

function tidy(task: string): string {
  const plain = task
    .trim()
    .replace(/^(?:to|and|also|please)\s+/i, '')
    .replace(/[\s,;:.!?-]+$/, '')
    .replace(/,?\s+(?:please|thanks|thank you)$/i, '');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}

/** Sentences with whether they stand in a list. */
function sentencesOf(text: string): { said: string; listed: boolean }[] {
  const found: { said: string; listed: boolean }[] = [];
  // Lines that are broken inside of a sentence belong together.
  const lines = text.split('\n');
  let open = '';
  const close = (): void => {
    for (const said of open.split(/(?<=[.!?])\s+(?=[\p{Lu}\p{N}"'“‘@])/u)) add(said, false);
    open = '';
  };
  const add = (said: string, listed: boolean): void => {
    const plain = said.replaceAll(/\s+/g, ' ').trim();
    if (plain !== '' && plain.length <= MAX_LENGTH && found.length < MAX_SENTENCES) found.push({ said: plain, listed });
  };
  for (const line of lines) {
    if (/^-- ?$/.test(line)) break;
    if (/^\s*>/.test(line) || /^On .{5,100} wrote:$/.test(line.trim())) continue;
    const item = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+(.*)$/.exec(line)?.[1];
    if (item !== undefined) {
      close();
      add(item, true);
    } else if (line.trim() === '') close();
    else if (/^\s*(?:\[ ?\]|☐|to[- ]?do\s*:)/i.test(line)) {
      close();
      add(line, true);
    } else {
      open = `${open} ${line.trim()}`.trim();
      // A line that ends a sentence, or that is a greeting, ends here.
      if (
        /[.!?:,]$/.test(line.trim()) &&
        line.trim().length < 60 &&
        /[.!?:]$|^(?:hi|hello|dear|hey)\b/i.test(line.trim())
      )
        close();
    }
  }
  close();
  return found;
}
