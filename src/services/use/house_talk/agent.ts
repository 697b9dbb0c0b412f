import { agent, historyFind } from 'agentos/service';
import { joinWords } from '../../../language/say_duration.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { understandExamples } from '../../need/understand/contract.ts';
import { history } from '../history/contract.ts';
import { houseTalk } from './contract.ts';

/** As many as one keeps in mind. */
const EXAMPLES = 5;
/** The first of them are what people come back to every day; the others take turns. */
const ALWAYS = 2;
/** Before this, "that" is something else. */
const JUST_MS = 10 * 60_000;
/** What nobody needs help for. */
const OBVIOUS = ['HassRespond', 'HassNevermind', 'AgentosNotForYou', 'AgentosHelp', 'AgentosStop'];

/** By the `response` slot of HassRespond. */
const SAID: ReadonlyMap<unknown, string> = new Map([
  ['how_are_you', 'I am well, thank you. What can I do for you?'],
  ['thanks', 'You are welcome.'],
  ['here', 'Yes, I am here.'],
  ['identity', 'I am AgentOS, the assistant of this house. I run here, without any account.'],
  ['goodbye', 'Goodbye.'],
  ['good_night', 'Good night.'],
  ['welcome', 'Welcome home.'],
  ['leaving', 'Goodbye. Say "is everything off" or "is everything locked", and I will look.'],
  ['misheard', 'Sorry. Say "undo that" and I will put it back, or tell me in other words.'],
  ['sorry', 'No harm done.'],
  ['love', 'That is kind of you.'],
  ['joke', 'I know no jokes, I am afraid. I do know this house.'],
]);

export default agent({
  contract: houseTalk,
  *run({ input: { intent, slots, text }, thread }) {
    if (intent === 'AgentosHelp') return yield* help(thread.origin.area);
    if (intent === 'AgentosNotForYou') return done('Sorry.');
    // A question that was open would have taken this for its answer, so nothing is: "all right" would sound as if there were.
    if (/^cancel (?:that|it|this)\b/i.test(text) && (yield* didSomething()))
      return yield* history({ intent: 'AgentosUndo', slots: {}, targets: [], text });
    if (/^cancel\b/i.test(text))
      return done('Nothing is waiting for an answer. Say what to cancel, as in "cancel the timer".');
    if (intent !== 'HassRespond') return done('All right.');
    const said = SAID.get(slots.response);
    if (said !== undefined) return done(said);
    // Whoever says good morning at midnight hears the same.
    if (typeof slots.greeting === 'string') return done(`Good ${slots.greeting}. What can I do for you?`);
    const { hour } = yield* clockNow({});
    return done(`${greeting(hour)}. What can I do for you?`);
  },
});

/** Whether something was done or planned here just now, which "cancel that" is then about. */
function* didSomething() {
  const { epochMs } = yield* clockNow({});
  const { turns } = yield* historyFind({ since: epochMs - JUST_MS, acted: true, mine: true, limit: 1 });
  return turns.length > 0;
}

function greeting(hour: number): string {
  if (hour >= 4 && hour < 12) return 'Good morning';
  return hour >= 12 && hour < 18 ? 'Good afternoon' : 'Good evening';
}

function* help(area: string | undefined) {
  const { minute, second } = yield* clockNow({});
  const seed = minute * 60 + second;
  const { examples } = yield* understandExamples({ seed, ...(area === undefined ? {} : { area }) });
  const worth = examples.filter(({ intent }) => !OBVIOUS.includes(intent));
  const first = worth.slice(0, ALWAYS);
  const others = worth.slice(ALWAYS);
  const start = others.length === 0 ? 0 : (seed * 2) % others.length;
  const turned = [...others.slice(start), ...others.slice(0, start)];
  const shown = [...first, ...turned].slice(0, EXAMPLES).map(({ text }) => `"${text}"`);
  if (shown.length === 0)
    return done('There is nothing here yet that I could do: I know of no device and no sentence.');
  return done(`You can say, for example: ${joinWords(shown)}.`);
}

function done(text: string) {
  return { text, outcome: 'done' as const };
}
