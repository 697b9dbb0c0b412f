import { Fault, type ProviderContext } from 'agentos/service';
import type { z } from 'zod';
import { compile, type Grammar } from '../../../language/grammar.ts';
import type { Home } from '../../../language/home.ts';
import { Prepared } from '../../../language/prepared.ts';
import { type home, homeSignal } from '../device/contract.ts';
import { SentenceFolder } from './sentence_folder.ts';
import { type ShippedPlaces, ShippedSentences } from './shipped_sentences.ts';

interface GrammarSettings extends ShippedPlaces {
  /** The user's own sentence files; they win over those that ship. */
  readonly own?: string | undefined;
  readonly checkMs: number;
}

/** How long the first sentence waits for the home to be told, before it is read without any device. */
const HOME_WAIT_MS = 2_000;
const NO_HOME: Home = { language: 'en', floors: [], areas: [], entities: [], people: [] };

type Context = Pick<ProviderContext<unknown>, 'files' | 'clock' | 'listen' | 'log' | 'signal'>;

interface LiveGrammar {
  /** The grammar of the house as it is now. @throws Fault UNAVAILABLE where there are no sentences yet. */
  current(): Promise<Grammar>;
  /** Names that the household has for devices beside those of the home, by the id of the device. */
  withNames(names: ReadonlyMap<string, readonly string[]>): void;
  release(): void;
}

/**
 * Compiles again when the home or a sentence file has changed: in the background, or at once for a sentence that comes before
 * that. While files are read, those read before serve.
 */
export function openGrammar(settings: GrammarSettings, { files, clock, listen, log, signal }: Context): LiveGrammar {
  const own = settings.own === undefined ? undefined : new SentenceFolder(settings.own, true, files, log);
  let shipped: ShippedSentences | undefined;
  let language = 'en';
  let house: Home | undefined;
  let ownNames: ReadonlyMap<string, readonly string[]> = new Map();
  let prepared: Prepared | undefined;
  /** Undefined while it is out of date. */
  let grammar: Grammar | undefined;
  const releases: (() => void)[] = [];

  const compiled = (sentences: Prepared): Grammar => {
    if (grammar !== undefined) return grammar;
    grammar = compile(sentences, withNames(house ?? NO_HOME, ownNames));
    if (grammar.issues.length > 0) {
      const issues = grammar.issues.slice(0, 20).map(({ path, line, message }) => `${path}:${line}: ${message}`);
      log('Sentences that cannot be used are left out.', { issues });
    }
    return grammar;
  };
  const outdate = (): void => {
    grammar = undefined;
    clock.after(0, () => {
      if (!signal.aborted && prepared !== undefined) compiled(prepared);
    });
  };
  let gathered = 0;
  const gather = async (): Promise<void> => {
    gathered += 1;
    const turn = gathered;
    const found = await shipped?.with(own?.files() ?? []);
    // What was begun later knows more.
    if (turn !== gathered || found === undefined) return;
    prepared = new Prepared(found);
    outdate();
  };

  const readLanguage = async (wanted: string): Promise<void> => {
    language = wanted;
    const [found] = await Promise.all([sentencesFor(settings, wanted, files, log), own?.refresh()]);
    if (language !== wanted) return;
    shipped = found;
    await gather();
  };
  const failed = (thrown: unknown): void => {
    if (!signal.aborted)
      log('Sentences could not be read; those read before go on.', { error: Fault.from(thrown).message });
  };

  let homeTold = (): void => {};
  const firstHome = new Promise<void>((resolve) => {
    homeTold = resolve;
  });
  // Not waited for: the daemon opens its doors meanwhile, and who asks before that waits.
  let reading = readLanguage(language);
  reading.catch(failed);
  releases.push(
    listen(homeSignal, (told) => {
      house = homeOf(told);
      outdate();
      if (house.language !== language) void readLanguage(house.language).catch(failed).finally(homeTold);
      else homeTold();
    }),
    clock.after(HOME_WAIT_MS, homeTold),
  );

  let stopPolling = (): void => {};
  const poll = (): void => {
    stopPolling = clock.after(settings.checkMs, () => {
      void lookAgain()
        .catch(failed)
        .finally(() => {
          if (!signal.aborted) poll();
        });
    });
  };
  const lookAgain = async (): Promise<void> => {
    if (await own?.refresh()) await gather();
  };
  if (own !== undefined) poll();
  releases.push(() => stopPolling());

  return {
    async current() {
      await reading.catch(() => {
        reading = readLanguage(language);
        return reading;
      });
      await firstHome;
      if (prepared === undefined || prepared.sentences.length === 0) {
        throw new Fault(
          'UNAVAILABLE',
          `No sentences were found in ${settings.shipped}/${language}; nothing can be understood without them.`,
        );
      }
      return compiled(prepared);
    },
    withNames(names) {
      ownNames = names;
      outdate();
    },
    release() {
      for (const release of releases.reverse()) release();
    },
  };
}

/** The sentences of a language; those of the plain language where there are none for the region, else English. */
async function sentencesFor(
  places: ShippedPlaces,
  language: string,
  files: Context['files'],
  log: Context['log'],
): Promise<ShippedSentences> {
  for (const name of new Set([language, language.split('-')[0] ?? language])) {
    const found = await ShippedSentences.open(places, name, files, log);
    if (!found.isEmpty) return found;
  }
  log('There are no sentences for the language of the home; English ones serve.', { language });
  return ShippedSentences.open(places, 'en', files, log);
}

function homeOf({ language, floors, areas, entities, people }: z.infer<typeof home>): Home {
  return {
    language,
    floors,
    areas: areas.map(({ floor, ...area }) => (floor === undefined ? area : { ...area, floor })),
    entities: entities.map(({ area, ...entity }) => (area === undefined ? entity : { ...entity, area })),
    people,
  };
}

function withNames(home: Home, names: ReadonlyMap<string, readonly string[]>): Home {
  if (names.size === 0) return home;
  const entities = home.entities.map((entity) => {
    const own = names.get(entity.id);
    return own === undefined ? entity : { ...entity, aliases: [...entity.aliases, ...own] };
  });
  return { ...home, entities };
}
