import type { Command } from './command.ts';

const POLITE = /^(?:(?:hey|ok|okay)?\s*jarvis[\s,]+)?(?:(?:please|can you|could you|would you)[\s,]+)*/i;
/** What a text is called that is about to be given. */
const CALLED =
  '(?:(?:this|the following|following|the|that|these|what follows)\\b\\s*)?(?:(?:text|mail|e-?mail|message|letter|article|note|notes|minutes|page|report|conversation)\\b\\s*)?(?:for me\\s*)?';
/** After this the text itself begins. */
const BEGINS = '\\s*(?::|\\n)\\s*(?<given>\\S[^]*)$';
const TASKS = '(?:tasks?|to[- ]?dos|action items|things to do)';
const ASKED: readonly (readonly [string, RegExp])[] = [
  [
    'AgentosTextSummarise',
    new RegExp(`^(?:sum up|summari[sz]e|give me a summary of|make a summary of|summary of)\\s*${CALLED}${BEGINS}`, 'i'),
  ],
  [
    'AgentosTextTasks',
    new RegExp(
      `^(?:what (?:do|must|should) (?:i|we) (?:(?:have|need) to )?do|what is there (?:for (?:me|us) )?to do|what(?:'s| is) to (?:do|be done)) ` +
        `(?:according to|from|in|after)\\s+${CALLED}${BEGINS}`,
      'i',
    ),
  ],
  [
    'AgentosTextTasks',
    new RegExp(
      `^(?:(?:find|list|get|extract|pull out|give me|tell me)(?: me)?|what are|which are) (?:(?:the|all|any|my|of) )*${TASKS}(?: there are)? ` +
        `(?:in|from|of|out of|according to)\\s+${CALLED}${BEGINS}`,
      'i',
    ),
  ],
];

/**
 * A text that is given along with what is wanted of it: "sum up this letter: Dear Sir …". Only with a colon or a line's end between the
 * two, so that nothing else is taken for it; longer than any sentence that the grammar reads.
 */
export function givenText(said: string): Command | undefined {
  const plain = said.trim().replace(POLITE, '');
  for (const [intent, asked] of ASKED) {
    const text = asked.exec(plain)?.groups?.['given']?.trim();
    if (text !== undefined) return { intent, slots: { text }, targets: [], text: plain.slice(0, -text.length).trim() };
  }
  return undefined;
}
