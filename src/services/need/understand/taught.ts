import { type ProviderContext, type Storage, type Tool, tool } from 'agentos/service';
import { z } from 'zod';
import type { Grammar } from '../../../language/grammar.ts';
import { domainOf } from '../../../language/home.ts';
import { nameForms } from '../../../language/name_words.ts';
import { isMention, unitsOf } from '../../../language/paraphrase/mentions.ts';
import { newNameIn, phraseKey } from '../../../language/teaching.ts';
import { wordsOf } from '../../../language/text.ts';
import { understand as read } from '../../../language/understand.ts';
import { parseYesNo } from '../../../language/yes_no.ts';
import { understandTaught, understandTeach, understandUnteach } from './contract.ts';

const record = z.object({
  kind: z.enum(['sentence', 'name']),
  said: z.string(),
  means: z.string(),
  /** Of the device, for a name. */
  id: z.string().optional(),
});
type Taught = z.output<typeof record>;

const MOST = 500;
/** Nothing may be mistaken for a word about these. */
const GRAVE = new Set(['lock', 'cover', 'valve', 'alarm_control_panel']);

function recordsOf(storage: Storage) {
  return storage.collection({ name: 'taught', schema: record });
}

interface House {
  current(): Promise<Grammar>;
  withNames(names: ReadonlyMap<string, readonly string[]>): void;
}

/** What this house was taught: records of the daemon's own storage, known again at once when one changes. */
export class TaughtHere {
  readonly tools: readonly Tool[];
  readonly release: () => void;
  readonly #storage: Storage;
  readonly #house: House;
  #sentences: ReadonlyMap<string, string> = new Map();
  #read: Promise<void>;

  constructor(house: House, context: Pick<ProviderContext<unknown>, 'storage' | 'watchStorage'>) {
    this.#house = house;
    this.#storage = context.storage;
    this.#read = this.#readAgain();
    this.#read.catch(() => undefined);
    this.release = context.watchStorage(() => {
      this.#read = this.#readAgain();
      this.#read.catch(() => undefined);
    });
    this.tools = [this.#teach(), this.#unteach(), list];
  }

  /** Waits until what was taught last is known. */
  async known(): Promise<void> {
    await this.#read;
  }

  /** The sentence that one stands for. */
  meaningOf(text: string): string | undefined {
    return this.#sentences.get(phraseKey(text));
  }

  async #readAgain(): Promise<void> {
    const all = (await recordsOf(this.#storage).query()).map(({ value }) => value);
    const names = new Map<string, string[]>();
    for (const { kind, id, said } of all)
      if (kind === 'name' && id !== undefined) names.set(id, [...(names.get(id) ?? []), said]);
    this.#sentences = new Map(
      all.flatMap(({ kind, said, means }) => (kind === 'sentence' ? [[phraseKey(said), means] as const] : [])),
    );
    this.#house.withNames(names);
  }

  #teach(): Tool {
    return tool({
      contract: understandTeach,
      run: async ({ said, means, as, area }, { storage }) => {
        const grammar = await this.#house.current();
        const records = recordsOf(storage);
        const found = as === 'name' ? nameFor(grammar, said, means) : sentenceFor(grammar, said, means, area);
        if (found === undefined) return {};
        if ('refused' in found) return found;
        if ((await records.query({ limit: MOST })).length >= MOST)
          return { refused: `I know ${MOST} sentences and names of yours, and keep no more. Forget one first.` };
        await records.put(keyOf(found), found);
        return { learnt: { kind: found.kind, said: found.said, means: found.means } };
      },
    });
  }

  #unteach(): Tool {
    return tool({
      contract: understandUnteach,
      async run({ said }, { storage }) {
        const records = recordsOf(storage);
        const forgotten: Taught[] = [];
        for (const { key, value } of await records.query())
          if (phraseKey(value.said) === phraseKey(said)) {
            await records.delete(key);
            forgotten.push(value);
          }
        return { forgotten: forgotten.map(plain) };
      },
    });
  }
}

const list = tool({
  contract: understandTaught,
  async run(_input, { storage }) {
    return { taught: (await recordsOf(storage).query()).map(({ value }) => plain(value)) };
  },
});

function plain({ kind, said, means }: Taught) {
  return { kind, said, means };
}

function keyOf({ kind, said }: Taught): string {
  return `${kind} ${phraseKey(said)}`;
}

type Found = Taught | { readonly refused: string };

function sentenceFor(grammar: Grammar, said: string, means: string, area: string | undefined): Found {
  const key = phraseKey(said);
  if (key === '' || key.length > 200) return { refused: 'That is no sentence that I could listen for.' };
  const known = read(grammar, said, { area });
  if (known.tier !== 'none' || parseYesNo(said) !== undefined)
    return { refused: `"${said}" means something already, and keeps its meaning.` };
  if (read(grammar, means, { area }).tier !== 'grammar')
    return { refused: `I do not understand "${means}" myself. Say what to do in words that I know.` };
  const near = known.suggestion === undefined ? undefined : read(grammar, known.suggestion, { area });
  const isGrave = near?.commands.some(({ targets }) => targets.some(({ domain }) => GRAVE.has(domain))) === true;
  if (isGrave)
    return {
      refused: `"${said}" is too near to "${known.suggestion}", which must not be mistaken. Choose other words.`,
    };
  return { kind: 'sentence', said, means };
}

/**
 * Whether a yes to what was nearly said lets those words stand for it from then on: where all that it names was named just so, and never for
 * what lets people in.
 */
export function mayStandFor(grammar: Grammar, said: string, means: string, area: string | undefined): boolean {
  const { tier, commands } = read(grammar, means, { area });
  if (tier !== 'grammar' || commands.some(({ targets }) => targets.some(({ domain }) => GRAVE.has(domain))))
    return false;
  const [heard, words] = [wordsOf(said), wordsOf(means)];
  const things = unitsOf(grammar, words).filter((unit) => isMention(unit));
  return things.every(({ from, to }) => {
    const thing = words.slice(from, to);
    return heard.some((_, at) => thing.every((word, index) => heard[at + index] === word));
  });
}

/**
 * Nothing where more than a name differs, where the name is taken or is a word of the sentences, or where the device lets people in: that is
 * called by its own name.
 */
export function nameFor(grammar: Grammar, said: string, means: string): Taught | undefined {
  const { home, prepared } = grammar;
  const found = newNameIn(said, means, home);
  if (found === undefined || read(grammar, means).tier !== 'grammar') return undefined;
  const words = wordsOf(found.alias);
  if (words.every((word) => prepared.vocabulary.has(word))) return undefined;
  const taken = [...home.entities, ...home.areas, ...home.floors, ...home.people].some(({ name, aliases }) =>
    [name, ...aliases].some((one) => nameForms(one).some((form) => form.join('') === words.join(''))),
  );
  const device = home.entities.find(({ id }) => id === found.id);
  if (taken || device === undefined || GRAVE.has(domainOf(device.id))) return undefined;
  return { kind: 'name', said: found.alias, means: device.name, id: device.id };
}
