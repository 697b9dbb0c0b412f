import { agent, agentsFor, userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import { understand } from '../../need/understand/contract.ts';
import { intentClassifier } from './contract.ts';
import { planFor, wantedBy } from './plan.ts';

const UNKNOWN = 'unknown' as const;

export default agent({
  contract: intentClassifier,
  *run({ input }) {
    const meant = yield* understand(input);
    let { commands } = meant;
    if (meant.ambiguous !== undefined && meant.ambiguous.length > 1) {
      const labels = meant.ambiguous.map(({ label }) => label);
      const said = yield* userAsk({ text: `Do you mean ${joinWords(labels, 'or')}?`, choices: labels });
      const index = chosenIndex(said.text, labels);
      if (index === undefined) {
        return {
          tier: meant.tier,
          plan: [],
          reply: { text: 'I did not catch which one, so I did nothing.', outcome: UNKNOWN },
        };
      }
      commands = meant.ambiguous[index]?.commands ?? [];
    }
    const [first] = commands;
    if (first === undefined) {
      return { tier: 'none' as const, plan: [], reply: { text: notUnderstood(meant), outcome: UNKNOWN } };
    }
    const { subjects } = yield* agentsFor({ wanted: wantedBy(commands) });
    const { plan, unserved } = planFor(commands, subjects);
    const shared = { tier: meant.tier, intent: first.intent, slots: first.slots, plan };
    return unserved.length === 0
      ? shared
      : { ...shared, reply: { text: notServed(unserved), outcome: 'failed' as const } };
  },
});

function notUnderstood({
  problem,
  suggestion,
}: {
  problem?: string | undefined;
  suggestion?: string | undefined;
}): string {
  const plain = problem ?? 'Sorry, I did not understand that.';
  return suggestion === undefined ? plain : `${plain} You could say: "${suggestion}".`;
}

function notServed(commands: readonly Command[]): string {
  return `I understand "${joinWords(commands.map(({ text }) => text))}", but there is no service here that can do it.`;
}
