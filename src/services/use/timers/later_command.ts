import { userAsk } from 'agentos/service';
import type { Target } from '../../../language/command.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import { understand } from '../../need/understand/contract.ts';

interface Wording {
  /** What a person says for it. */
  readonly label: string;
  /** The command in words that leave nothing to ask. */
  readonly words: string;
}

/**
 * What is to be done later, in words that leave nothing to ask then, as nobody may be there who could answer: what is in doubt is asked
 * now. Undefined where it is not understood.
 */
export function* sureOf(command: string, here: { readonly area?: string }) {
  const meant = yield* understand({ text: command, ...here });
  const { ambiguous } = meant;
  if (ambiguous === undefined) return meant.commands.length === 0 ? undefined : command;
  const { slot, text, choices } = ambiguous;
  const wordings = slot === 'area' ? places(command, choices) : devices(command, text, choices);
  const labels = wordings.map(({ label }) => label);
  const question = slot === 'area' ? 'In which room?' : `Which one do you mean: ${joinWords(labels, 'or')}?`;
  const said = yield* userAsk({ text: question, choices: labels });
  const chosen = wordings[chosenIndex(said.text, labels) ?? -1];
  if (chosen === undefined) return undefined;
  const again = yield* understand({ text: chosen.words, ...here });
  return again.commands.length > 0 && again.ambiguous === undefined ? chosen.words : undefined;
}

function places(command: string, choices: readonly Target[]): Wording[] {
  const rooms = [...new Set(choices.flatMap(({ area }) => area ?? []))];
  return [
    ...rooms.map((room) => ({ label: room, words: `${command} in the ${room}` })),
    { label: 'everywhere', words: `${command} everywhere` },
  ];
}

function devices(command: string, text: string, choices: readonly Target[]): Wording[] {
  return choices.map(({ name, area }) => {
    const label = area === undefined ? name : `${name} in the ${area}`;
    const at = command.toLowerCase().indexOf(text.toLowerCase());
    return { label, words: at < 0 ? command : `${command.slice(0, at)}${label}${command.slice(at + text.length)}` };
  });
}
