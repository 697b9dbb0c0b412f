import { agent, Fault, llmEmbed, settle, userAsk } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { saidBack } from '../../../language/said_back.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { chosenIndex } from '../../../language/spoken_choice.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { memoryForget, memoryRemember, memorySearch } from '../../need/memory/contract.ts';
import { memory } from './contract.ts';
import { sayAge } from './say_memory.ts';

export default agent({
  contract: memory,
  *run({ input, thread }) {
    try {
      return yield* answer(input, thread.origin.speaker);
    } catch (thrown) {
      // The gate asked, and was told no; or nobody is there who could be asked.
      if (thrown instanceof Fault && thrown.code === 'PERMISSION_DENIED')
        return failed('Then I will keep it to myself.');
      throw thrown;
    }
  },
});

function* answer({ intent, slots: { fact, topic, own } }: Command, speaker: string | undefined) {
  switch (intent) {
    case 'AgentosRemember':
      return yield* remember(wordsOf(fact), { speaker, own: own === true });
    case 'AgentosRecall':
      return yield* recall(wordsOf(topic));
    case 'AgentosForget':
      return yield* forget(wordsOf(topic));
    default:
      throw new Fault('INVALID_ARGUMENT', `use.memory does not know the intent ${intent}.`);
  }
}

function wordsOf(slot: unknown): string | undefined {
  return typeof slot === 'string' && slot.trim() !== '' ? slot.trim().replace(/[.!?]+$/, '') : undefined;
}

/** A text as a model sees it, for meaning; nothing where no model is there for that, and then words have to do. */
function* seen(text: string) {
  const [embedded] = yield* settle([llmEmbed({ texts: [text] })]);
  const [values] = embedded?.ok ? embedded.value.vectors : [];
  return embedded?.ok && values !== undefined ? { vector: { model: embedded.value.model, values } } : {};
}

function* remember(
  text: string | undefined,
  { speaker, own }: { readonly speaker: string | undefined; readonly own: boolean },
) {
  if (text === undefined)
    return failed('I did not catch what to remember. Say, for example, "remember that the spare key is in the shed".');
  const whose = { ...(speaker === undefined ? {} : { speaker }), ...(own ? { own } : {}) };
  yield* memoryRemember({ text, ...whose, ...(yield* seen(text)) });
  return done(`I will remember that ${saidBack(text)}${own ? ', for you alone' : ''}.`);
}

function* recall(about: string | undefined) {
  const { memories } = yield* memorySearch(about === undefined ? {} : { about, ...(yield* seen(about)) });
  const [first, ...others] = memories;
  if (first === undefined)
    return done(
      about === undefined
        ? 'You have not told me anything to remember yet.'
        : `You have not told me anything about ${saidBack(about)}.`,
    );
  const now = yield* clockNow({});
  if (others.length === 0) return done(`You told me ${sayAge(first.at, now)} that ${saidBack(first.text)}.`);
  return done(
    `You told me ${memories.length} things: ${joinWords(memories.map(({ text, at }) => `${sayAge(at, now)}, that ${saidBack(text)}`))}.`,
  );
}

/** Forgets one thing; of several that fit, the one that the person chooses. */
function* forget(about: string | undefined) {
  if (about === undefined) return failed('I did not catch what to forget.');
  const { memories } = yield* memorySearch({ about });
  if (memories.length === 0) return failed(`You have not told me anything about ${saidBack(about)}.`);
  let chosen =
    memories.find(({ text }) => text.toLowerCase() === about.toLowerCase()) ??
    (memories.length === 1 ? memories[0] : undefined);
  if (chosen === undefined) {
    const choices = memories.map(({ text }) => text);
    const said = yield* userAsk({
      text: `Which should I forget: that ${joinWords(choices.map(saidBack), 'or that')}?`,
      choices,
    });
    chosen = memories[chosenIndex(said.text, choices) ?? chosenIndex(said.text, choices.map(saidBack)) ?? -1];
  }
  if (chosen === undefined) return failed('I did not catch which, so I forgot nothing.');
  const { forgotten } = yield* memoryForget({ ids: [chosen.id] });
  return forgotten.length === 0
    ? failed('That was forgotten already.')
    : done(`I have forgotten that ${saidBack(chosen.text)}.`);
}

function done(text: string) {
  return { text, outcome: 'done' as const };
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
