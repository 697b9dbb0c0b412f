import { Fault, type ProviderContext } from 'agentos/service';
import type { z } from 'zod';
import { compile, type Grammar } from '../../../language/grammar.ts';
import type { Home } from '../../../language/home.ts';
import type { SentenceFile } from '../../../language/sentence_file.ts';
import { type home, homeSignal } from '../device/contract.ts';
import { SentenceFolder } from './sentence_folder.ts';

interface GrammarSettings {
  /** Folder with a folder of sentence files per language. */
  readonly shipped: string;
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
  release(): void;
}

/**
 * Compiles again when the home or a sentence file has changed: in the background, or at once for a sentence that comes before
 * that. While files are read, those read before serve.
 */
export function openGrammar(settings: GrammarSettings, { files, clock, listen, log, signal }: Context): LiveGrammar {
  const own = settings.own === undefined ? undefined : new SentenceFolder(settings.own, true, files, log);
  let shipped = new SentenceFolder(`${settings.shipped}/en`, false, files, log);
  let language = 'en';
  let house: Home | undefined;
  let sentences: readonly SentenceFile[] = [];
  /** Undefined while it is out of date. */
  let grammar: Grammar | undefined;
  const releases: (() => void)[] = [];

  const compiled = (): Grammar => {
    if (grammar !== undefined) return grammar;
    grammar = compile(sentences, house ?? NO_HOME);
    if (grammar.issues.length > 0) {
      const issues = grammar.issues.slice(0, 20).map(({ path, line, message }) => `${path}:${line}: ${message}`);
      log('Sentences that cannot be used are left out.', { issues });
    }
    return grammar;
  };
  const outdate = (): void => {
    grammar = undefined;
    clock.after(0, () => {
      if (!signal.aborted) compiled();
    });
  };
  const gather = (): void => {
    sentences = [...shipped.files(), ...(own?.files() ?? [])];
    outdate();
  };

  const readLanguage = async (wanted: string): Promise<void> => {
    language = wanted;
    const found = await folderFor(settings.shipped, wanted, files, log);
    if (language !== wanted) return;
    shipped = found;
    gather();
  };
  const failed = (thrown: unknown): void => {
    if (!signal.aborted)
      log('Sentences could not be read; those read before go on.', { error: Fault.from(thrown).message });
  };

  let homeTold = (): void => {};
  const firstHome = new Promise<void>((resolve) => {
    homeTold = resolve;
  });
  const readAll = async (): Promise<void> => {
    await shipped.refresh();
    await own?.refresh();
    gather();
  };
  // Not waited for: the daemon opens its doors meanwhile, and who asks before that waits.
  let reading = readAll();
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
    if (await own?.refresh()) gather();
  };
  if (own !== undefined) poll();
  releases.push(() => stopPolling());

  return {
    async current() {
      await reading.catch(() => {
        reading = readAll();
        return reading;
      });
      await firstHome;
      if (sentences.length === 0) {
        throw new Fault(
          'UNAVAILABLE',
          `No sentences were found in ${settings.shipped}/${language}; nothing can be understood without them.`,
        );
      }
      return compiled();
    },
    release() {
      for (const release of releases.reverse()) release();
    },
  };
}

/** The folder of a language, read; that of the plain language where there is none for the region, else English. */
async function folderFor(
  root: string,
  language: string,
  files: Context['files'],
  log: Context['log'],
): Promise<SentenceFolder> {
  for (const name of [language, language.split('-')[0] ?? language]) {
    const folder = new SentenceFolder(`${root}/${name}`, false, files, log);
    await folder.refresh();
    if (folder.files().length > 0) return folder;
  }
  log('There are no sentences for the language of the home; English ones serve.', { language });
  const english = new SentenceFolder(`${root}/en`, false, files, log);
  await english.refresh();
  return english;
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
