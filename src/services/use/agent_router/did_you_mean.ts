import { Fault, settle, userAsk } from 'agentos/service';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import { parseYesNo } from '../../../language/yes_no.ts';
import { understandTeach } from '../../need/understand/contract.ts';

/** Several were offered, and all of them are meant. */
const ALL = /^\s*(?:both|all|all of them|both of them|all (?:two|three|four|five|six)|every one)[\s.!]*$/i;

interface Near {
  readonly said: string;
  readonly choices: readonly { readonly name: string; readonly text: string }[];
  /** What a yes teaches. */
  readonly teaches: 'name' | 'sentence' | 'nothing';
}

/**
 * Asks what a sentence meant that was nearly understood. A yes to a single guess teaches the name that was said, or else the sentence. Of
 * several, the choice is for this once: the name stays that of all of them.
 *
 * @returns the sentence to carry out; `unasked` where nobody can be asked; what was said in place of an answer
 */
export function* asksWhatWasMeant(text: string, { said, choices, teaches }: Near, area: string | undefined) {
  const [only] = choices;
  if (only === undefined) return 'unasked' as const;
  const names = choices.map(({ name }) => name);
  const question =
    choices.length === 1
      ? { text: `Did you mean "${only.text}"?`, choices: ['yes', 'no'] }
      : { text: `Which ${said} do you mean: ${joinWords(names, 'or')}?`, choices: names };
  const [answer] = yield* settle([userAsk(question)]);
  if (!answer?.ok) {
    const fault = Fault.from(answer?.error);
    if (fault.code === 'DEADLINE_EXCEEDED' || fault.code === 'CANCELLED') throw fault;
    return 'unasked' as const;
  }
  if (choices.length > 1) {
    const said = answer.value.text;
    if (ALL.test(said)) return joinWords(choices.map(({ text }) => text));
    const chosen = choices[chosenIndex(said, names) ?? -1]?.text;
    return chosen ?? (parseYesNo(said) === undefined ? { instead: said } : ('neither' as const));
  }
  // Neither yes nor no: they said it in other words.
  if (parseYesNo(answer.value.text) === undefined) return { instead: answer.value.text };
  if (!answer.value.yes) return 'neither' as const;
  // It is done whether or not that could be kept.
  const here = area === undefined ? {} : { area };
  if (teaches !== 'nothing') yield* settle([understandTeach({ said: text, means: only.text, as: teaches, ...here })]);
  return only.text;
}
