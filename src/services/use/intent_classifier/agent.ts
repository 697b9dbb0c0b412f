import { agent, agentsFor, settle, userAsk } from 'agentos/service';
import { planFor, wantedBy } from '../../../language/agent_plan.ts';
import type { Command } from '../../../language/command.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import { deviceList } from '../../need/device/contract.ts';
import { understand } from '../../need/understand/contract.ts';
import { choicesOf, settled } from './choices.ts';
import { intentClassifier } from './contract.ts';

/** More choices than anybody keeps in mind are not read out. */
const SPOKEN_CHOICES = 6;

const NO_HOUSE = 'I have no house to act on, so I know no device. "agentos doctor" says why.';

export default agent({
  contract: intentClassifier,
  *run({ input }) {
    const meant = yield* understand(input);
    let { commands } = meant;
    if (meant.ambiguous !== undefined) {
      const { ambiguous } = meant;
      const choices = choicesOf(ambiguous);
      const labels = choices.map(({ label }) => label);
      const asked = ambiguous.slot === 'area' ? 'In which room' : `Which ${ambiguous.text}`;
      const read = labels.length <= SPOKEN_CHOICES ? `: ${joinWords(labels, 'or')}?` : '?';
      const said = yield* userAsk({ text: `${asked}${read}`, choices: labels });
      const choice = choices[chosenIndex(said.text, labels) ?? -1];
      if (choice === undefined) return nothing('I did not catch which one, so I did nothing.');
      commands = settled(commands, ambiguous, choice);
    }
    const [first] = commands;
    if (first === undefined) {
      // Without a house, no name in it is understood: that is then what to say.
      const [house] = yield* settle([deviceList({ entities: [] })]);
      if (house?.ok === false) return { ...nothing(NO_HOUSE), unread: true };
      const plain = { ...nothing(notUnderstood(input.text, meant)), unread: true };
      return meant.near === undefined ? plain : { ...plain, near: meant.near };
    }

    const { subjects } = yield* agentsFor({ wanted: wantedBy(commands) });
    const { plan, unserved } = planFor(commands, subjects);
    const understood = { tier: meant.tier, intent: first.intent, slots: first.slots, plan };
    return unserved.length === 0
      ? understood
      : { ...understood, reply: { text: notServed(unserved), outcome: 'failed' as const } };
  },
});

function nothing(text: string) {
  return { tier: 'none' as const, plan: [], reply: { text, outcome: 'unknown' as const } };
}

function notUnderstood(
  text: string,
  { unknown, suggestion }: { unknown?: string | undefined; suggestion?: string | undefined },
): string {
  const said = (unknown ?? text).trim();
  const plain =
    said === '' ? 'Sorry, I did not understand that.' : `Sorry, I did not understand "${said.slice(0, 200)}".`;
  return suggestion === undefined ? plain : `${plain} You could say "${suggestion}".`;
}

function notServed(commands: readonly Command[]): string {
  return `I understand "${joinWords(commands.map(({ text }) => text))}", but nothing here can do it.`;
}
