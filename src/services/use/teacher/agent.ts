import { agent, Fault } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { understandTaught, understandTeach, understandUnteach } from '../../need/understand/contract.ts';
import { teacher } from './contract.ts';

/** More than these are not read out. */
const TOLD = 10;

export default agent({
  contract: teacher,
  *run({ input, thread }) {
    const { said, means } = input.slots;
    switch (input.intent) {
      case 'AgentosTeach':
        return yield* teach(textOf(said), textOf(means), thread.origin.area);
      case 'AgentosUnteach':
        return yield* forget(textOf(said));
      case 'AgentosTaughtList':
        return yield* tell();
      default:
        throw new Fault('INVALID_ARGUMENT', `use.teacher does not know the intent ${input.intent}.`);
    }
  },
});

function textOf(slot: Command['slots'][string] | undefined): string {
  return typeof slot === 'string' ? slot.trim() : '';
}

function* teach(said: string, means: string, area: string | undefined) {
  if (said === '' || means === '') return failed('Say it like this: "when I say movie time, do turn off the lights".');
  const { refused } = yield* understandTeach({ said, means, ...(area === undefined ? {} : { area }) });
  return refused === undefined ? done(`All right. When you say "${said}", I do "${means}".`) : failed(refused);
}

function* forget(said: string) {
  const { forgotten } = said === '' ? { forgotten: [] } : yield* understandUnteach({ said });
  return forgotten.length === 0 ? failed(`I was not taught "${said}".`) : done(`I have forgotten "${said}".`);
}

function* tell() {
  const { taught } = yield* understandTaught({});
  if (taught.length === 0)
    return done(
      'You have taught me no sentence yet. Say, for example, "when I say movie time, do turn off the lights".',
    );
  const each = taught
    .slice(0, TOLD)
    .map(({ kind, said, means }) => (kind === 'name' ? `"${said}" is ${means}` : `"${said}" means "${means}"`));
  const more = taught.length > TOLD ? ` There are ${taught.length - TOLD} more; "agentos sentences list" has all.` : '';
  return done(`${joinWords(each)}.${more}`);
}

function done(text: string) {
  return { text, outcome: 'done' as const };
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
