import { Fault, type ProviderContext } from 'agentos/service';
import type { z } from 'zod';
import { compile, type Grammar } from '../../../language/grammar.ts';
import type { Home } from '../../../language/home.ts';
import { type home, homeSignal } from '../device/contract.ts';
import { SentenceFolder } from './sentence_folder.ts';

export interface GrammarSettings {
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

export interface LiveGrammar {
  /** The grammar of the house as it is now. @throws Fault UNAVAILABLE where there are no sentences yet. */
  current(): Promise<Grammar>;
  release(): void;
}

/** Compiles again when the home or a sentence file changes; meanwhile the grammar before serves. */
export async function openGrammar(
  settings: GrammarSettings,
  { files, clock, listen, log, signal }: Context,
): Promise<LiveGrammar> {
  const own = settings.own === undefined ? undefined : new SentenceFolder(settings.own, true, files, log);
  let shipped = new SentenceFolder(`${settings.shipped}/en`, false, files, log);
  let language = 'en';
  let house: Home | undefined;
  let grammar: Grammar | undefined;
  let sentences: ReturnType<SentenceFolder['files']> = [];
  /** Work goes one after another, so that an older home never overwrites a newer one. */
  let work: Promise<void> = Promise.resolve();
  const releases: (() => void)[] = [];

  const recompile = (): void => {
    grammar = compile(sentences, house ?? NO_HOME);
    if (grammar.issues.length === 0) return;
    const issues = grammar.issues.slice(0, 20).map(({ path, line, message }) => `${path}:${line}: ${message}`);
    log('Sentences that cannot be used are left out.', { issues });
  };

  const readFiles = async (): Promise<boolean> => {
    const wanted = house?.language ?? language;
    if (wanted !== language) {
      language = wanted;
      shipped = await folderFor(settings.shipped, language, files, log);
    }
    const changed = [await shipped.refresh(), (await own?.refresh()) ?? false].includes(true);
    if (changed || sentences.length === 0) sentences = [...shipped.files(), ...(own?.files() ?? [])];
    return changed;
  };

  const enqueue = (task: () => Promise<void>): Promise<void> => {
    work = work.then(task).catch((thrown: unknown) => {
      if (!signal.aborted)
        log('The grammar could not be made anew; the one before goes on.', { error: Fault.from(thrown).message });
    });
    return work;
  };

  let homeTold = (): void => {};
  const firstHome = new Promise<void>((resolve) => {
    homeTold = resolve;
  });
  releases.push(
    listen(homeSignal, (told) => {
      house = homeOf(told);
      void enqueue(async () => {
        await readFiles();
        recompile();
      }).then(homeTold);
    }),
  );

  await enqueue(async () => {
    await readFiles();
  });
  releases.push(clock.after(HOME_WAIT_MS, homeTold));
  let stopPolling = (): void => {};
  const poll = (): void => {
    stopPolling = clock.after(settings.checkMs, () => {
      void enqueue(async () => {
        if (await readFiles()) recompile();
      }).finally(() => {
        if (!signal.aborted) poll();
      });
    });
  };
  poll();
  releases.push(() => stopPolling());

  return {
    async current() {
      if (house === undefined) await firstHome;
      if (grammar === undefined) recompile();
      if (grammar === undefined || sentences.length === 0) {
        throw new Fault(
          'UNAVAILABLE',
          `No sentences were found in ${settings.shipped}/${language}; nothing can be understood without them.`,
        );
      }
      return grammar;
    },
    release() {
      for (const release of releases.reverse()) release();
    },
  };
}

/** The folder of a language; that of the plain language where there is none for the region, else English. */
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
  return new SentenceFolder(`${root}/en`, false, files, log);
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
