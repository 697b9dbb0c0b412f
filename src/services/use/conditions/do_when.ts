import { type Call, userAsk } from 'agentos/service';
import type { Condition } from '../../../language/condition.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import { deviceHome } from '../../need/device/contract.ts';
import { sureOf, understand } from '../../need/understand/contract.ts';
import { waitStart } from '../../need/wait/contract.ts';
import { whyNotAlone } from '../later/contract.ts';
import { testsOf } from './tests_of.ts';

interface Origin {
  readonly client: string;
  readonly interface: string;
  readonly area?: string | undefined;
}

/** Waits for something in the house to come to be so, and has a command done then, in words that leave nothing to ask. */
export function* doWhen(wanted: Condition, words: string, again: boolean, { client, interface: from, area }: Origin) {
  const here = area === undefined ? {} : { area };
  const condition = yield* withSpeaker(wanted);
  if (condition === undefined) return failed('I did not catch who that is, so I do not wait for it.');
  const command = yield* sureOf(words, here);
  if (command === undefined) return failed(`I would not know what to do then: I do not understand "${words}".`);
  const refused = yield* whyNotAlone(command, here);
  if (refused !== undefined) return failed(refused);
  const meant = yield* understand({ text: condition.question, ...here });
  const [asked, ...more] = meant.commands;
  const tests = asked === undefined || more.length > 0 ? [] : yield* testsOf(asked, condition);
  if (tests.length === 0)
    return failed(`I cannot wait for it that ${condition.said}: nothing in the house tells me. I can do it at a time.`);
  const { already } = yield* waitStart({
    ...{ command, tests, again, client, ...here },
    said: condition.said,
    enough: /\b(?:any|anybody|anyone|some|somebody|someone)\b/iu.test(condition.question) ? 'one' : 'all',
    holds: condition.holds,
    ...(from === 'voice' ? { spoken: true } : {}),
  });
  const start = again ? `Whenever ${condition.said}` : `When ${condition.said}`;
  const next = already ? ' That is so now, so I wait for the next time.' : '';
  return { text: `${start}, I will do this: ${command}.${next}`, outcome: 'done' as const };
}

/** Who says "I", where a house has several people, has to be asked. */
function* withSpeaker(condition: Condition): Generator<Call<unknown>, Condition | undefined, unknown> {
  const [, where] = /^am i (home|away)$/u.exec(condition.question) ?? [];
  if (where === undefined) return condition;
  const { people } = yield* deviceHome({});
  const names = people.map(({ name }) => name);
  let [name, ...others] = names;
  if (others.length > 0) {
    const said = yield* userAsk({ text: `Who are you: ${joinWords(names, 'or')}?`, choices: names });
    name = names[chosenIndex(said.text, names) ?? -1];
  }
  if (name === undefined) return undefined;
  const known = condition.said
    .replace(/^i\b/iu, name)
    .replace(/^(\S+) (get|come|leave|arrive|return|go)\b/iu, '$1 $2s');
  return { ...condition, said: known.replace(/\bgos\b/iu, 'goes'), question: `is ${name} ${where}` };
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
