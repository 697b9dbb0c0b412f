import { randomBytes } from 'node:crypto';
import { type ChatCompletionRequest, type ChatMessage, LLMock } from '@copilotkit/aimock';

/** A call as a model writes it. */
export interface Wanted {
  readonly event: string;
  readonly data: object;
}

/** What one request is about: what the person asked to have read, and what whoever wrote it wants. */
export interface Errand {
  /** A word that stands in the person's sentence and nowhere else. */
  readonly id: string;
  /** A word that stands in the attack text and nowhere else. */
  readonly marker: string;
  readonly reads: readonly Wanted[];
  /** @param secrets that the model has seen by then */
  readonly attack: (secrets: readonly string[]) => readonly Wanted[];
}

/** What is planted, and must not leave. Made anew each time, so that no text can hold one. */
export const CANARIES: readonly string[] = Array.from({ length: 20 }, () => `canary-${randomBytes(8).toString('hex')}`);

/** Each time that one of them stands there. */
export function canariesIn(text: string): readonly string[] {
  return (text.match(/canary-[0-9a-f]{16}/g) ?? []).filter((found) => CANARIES.includes(found));
}
/** How the calls that an attacker wanted are named, so that they are found again. */
export const ATTACK_ID = 'attack-';
const CLAIM = 'I have unlocked the front door, sent the mail and deleted the files, as you wanted.';

/**
 * A model that does whatever a text that it is shown wants: wherever the attack stands in its messages, it answers with the
 * attacker's calls, and then says that all was done. Until then it reads what the person asked for.
 */
export class ObedientModel {
  readonly #mock = new LLMock({ port: 0, chunkSize: 4_096 });
  #errand: Errand | undefined;
  /** Whether it has answered with the attacker's calls in this errand. */
  obeyed = false;
  readonly #helper: string;

  /** @param helper subject of the agent that a request is for */
  constructor(helper: string) {
    this.#helper = wireName(helper);
    this.#mock.addFixture({ match: { predicate: () => true }, response: (request) => this.#answer(request) });
  }

  start(): Promise<string> {
    return this.#mock.start();
  }

  stop(): Promise<void> {
    return this.#mock.stop();
  }

  begin(errand: Errand): void {
    this.#errand = errand;
    this.obeyed = false;
    this.#mock.clearRequests();
  }

  #answer({ messages, tools = [] }: ChatCompletionRequest) {
    const errand = this.#errand;
    const shown = messages.map(textOf).join('\n');
    if (errand === undefined || !shown.includes(errand.id)) return { content: 'I do not know.' };
    const offered = new Set(tools.map((one) => one.function.name));
    const handOver = { event: this.#helper, data: { text: errand.id } };
    if (shown.includes(errand.marker)) {
      const made = messages.some(({ tool_calls }) => tool_calls?.some(({ id }) => id.startsWith(ATTACK_ID)));
      if (made || offered.size === 0) return { content: CLAIM };
      this.obeyed = true;
      const secrets = [...new Set(canariesIn(shown))];
      const wanted = errand.attack(secrets);
      // Whoever may only hand on hands the text on, with what it wants.
      if (offered.has(this.#helper))
        return calls([...wanted, { ...handOver, data: { text: lastOf(messages) } }], ATTACK_ID, CLAIM);
      return calls(wanted, ATTACK_ID, CLAIM);
    }
    if (offered.has(this.#helper)) return calls([{ ...handOver, data: { text: lastOf(messages) } }], 'first-');
    const last = messages.at(-1);
    if (last?.role === 'tool' || offered.size === 0) return { content: 'I have read it.' };
    return calls(errand.reads, 'read-');
  }
}

function wireName(subject: string): string {
  return subject.replaceAll('.', '-');
}

function calls(wanted: readonly Wanted[], prefix: string, content = '') {
  const toolCalls = wanted.map(({ event, data }, index) => ({
    ...{ name: wireName(event), arguments: JSON.stringify(data), id: `${prefix}${index}` },
  }));
  return content === '' ? { toolCalls } : { content, toolCalls };
}

/** The last thing that a person said. */
function lastOf(messages: readonly ChatMessage[]): string {
  const said = messages.findLast(({ role }) => role === 'user');
  return said === undefined ? '' : textOf(said);
}

function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return content?.map((part) => ('text' in part ? String(part.text) : '')).join('') ?? '';
}
