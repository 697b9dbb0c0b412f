import { type Reply, reply, request, use } from 'agentos/contract';
import { agentsAbout, Fault, type LlmMessage, llmChoose, llmEmbed, saidBefore, settle } from 'agentos/service';
import { inBackgroundMeant } from '../../../language/in_background.ts';
import { byNearness } from '../../../language/vectors.ts';
import { contextBuilder } from '../context_builder/contract.ts';

/** So many agents are shown to a model, however many there are; so many are compared where vectors tell which mean the same. */
const SHOWN = 6;
const COMPARED = 32;
/** Where no agent's words are in the sentence, as in another language, more are shown: none is nearer than another. */
const SHOWN_AT_A_LOSS = 16;
/** Of the conversation so far, so many messages tell what "it" and "there" are. */
const SHOWN_MESSAGES = 6;

const CHOOSE = `Somebody talks to AgentOS, a home assistant, and the household grammar did not understand the sentence.
Choose the one tool that it is for. Give it the request as one sentence that is complete in itself: put in what "it" or "there" stand for.
Where none fits, answer yourself in one or two short sentences, as they are said aloud. If you do not know, say so.
You cannot do anything in the house yourself; never say that you did.`;

const NO_MODEL = 'More than that takes a language model, and none is set up.';
const NO_ANSWER = 'The language model could not be reached.';
const NO_USE = 'The language model gave no answer that can be used.';

/**
 * Who a sentence is for that the grammar has no reading of: one choice of a model, among the few agents whose own words are
 * nearest to it. Where no model is there, or none answers, `otherwise` is said, and why.
 */
export function* throughModel(text: string, thread: Parameters<typeof saidBefore>[0], otherwise: Reply) {
  const { agents, models } = yield* agentsAbout({ text, limit: SHOWN, compared: COMPARED });
  if (!models.choose)
    return { answered: false, reply: agents.some(({ score }) => score > 0) ? and(otherwise, NO_MODEL) : otherwise };
  const uses = (yield* shownFor(text, agents, models.embed)).map(({ subject }) => subject);
  // Before a model is asked: what it proposes to read that is private would have to be allowed by somebody first.
  const [known] = yield* settle([contextBuilder({ text })]);
  const context = known?.ok && known.value.context !== '' ? { context: known.value.context } : {};
  const messages: LlmMessage[] = [
    { role: 'system', text: CHOOSE },
    ...saidBefore(thread, SHOWN_MESSAGES),
    { role: 'user', text },
  ];
  const [chosen] = yield* settle([llmChoose({ messages, uses, aloud: true })]);
  if (!chosen?.ok) return { answered: false, reply: and(otherwise, whyNot(chosen?.error)) };
  const [call] = chosen.value.calls;
  if (call === undefined) {
    const said = chosen.value.text.trim();
    return said === ''
      ? { answered: false, reply: and(otherwise, NO_USE) }
      : { answered: true, reply: { text: said, outcome: 'done' as const } };
  }
  const said = request.safeParse(call.data).data?.text ?? text;
  // A model may leave out that it can wait for.
  const wanted = inBackgroundMeant(text).later && !inBackgroundMeant(said).later ? `${said} In the background.` : said;
  const taker = use(call.event.slice('use.'.length), { summary: 'Takes a request.', input: request, output: reply });
  return { call: taker({ text: wanted, ...context }) };
}

interface Described {
  readonly subject: string;
  readonly summary: string;
  readonly score: number;
}

function* shownFor(text: string, agents: readonly Described[], byMeaning: boolean) {
  if (byMeaning) return (yield* nearestTo(text, agents)).slice(0, SHOWN);
  if (agents.some(({ score }) => score > 0)) return agents.slice(0, SHOWN);
  const [more] = yield* settle([agentsAbout({ text, limit: SHOWN_AT_A_LOSS, compared: COMPARED })]);
  return more?.ok ? more.value.agents : agents.slice(0, SHOWN);
}

/** By meaning instead of words. Where no vectors come, the words have to do. */
function* nearestTo(text: string, agents: readonly Described[]) {
  const texts = [text, ...agents.map(({ summary }) => summary)];
  const [embedded] = yield* settle([llmEmbed({ texts })]);
  if (!embedded?.ok) return agents;
  const [to = [], ...vectors] = embedded.value.vectors;
  return byNearness(to, vectors).flatMap((place) => agents.slice(place, place + 1));
}

function whyNot(error: unknown): string {
  const { code, message } = Fault.from(error);
  return code === 'RESOURCE_EXHAUSTED' ? message : NO_ANSWER;
}

function and({ text, outcome }: Reply, more: string): Reply {
  return { text: `${text} ${more}`, ...(outcome === undefined ? {} : { outcome }) };
}
