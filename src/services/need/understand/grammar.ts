import { createHash } from 'node:crypto';
import { provider, tool } from 'agentos/service';
import { z } from 'zod';
import { type ExplainedClause, explainWhole } from '../../../language/explain.ts';
import { understandAfter } from '../../../language/follow_up.ts';
import type { Grammar } from '../../../language/grammar.ts';
import { nearNames } from '../../../language/near_names.ts';
import { understandLoosely } from '../../../language/paraphrase/tier.ts';
import { teachingMeant } from '../../../language/teaching.ts';
import { understand as read } from '../../../language/understand.ts';
import {
  understand,
  understandExamples,
  understandExplain,
  understandTaught,
  understandTeach,
  understandUnteach,
  understandVocabulary,
} from './contract.ts';
import { LearntLanguages } from './learnt.ts';
import { openGrammar } from './live_grammar.ts';
import { plainExamples } from './plain_examples.ts';
import { mayStandFor, nameFor, TaughtHere } from './taught.ts';

/** In the package's folder. */
const SHIPPED = 'data/sentences';
/** Made by the build; sources work on the sentence files themselves. */
const PREPARED = 'dist/sentences';

const settings = z.object({
  folder: z
    .string()
    .optional()
    .describe(
      'Folder with sentence files of your own; they win over those that ship. `sentences` beside the settings file where absent.',
    ),
  check_seconds: z
    .number()
    .min(1)
    .default(5)
    .describe('How often your sentence files are looked at for changes, in seconds.'),
});

/** Understanding by the grammar of the sentences that ship, those of the user, and the names in the home. */
export default provider({
  contracts: [
    understand,
    understandExplain,
    understandVocabulary,
    understandExamples,
    understandTeach,
    understandTaught,
    understandUnteach,
  ],
  settings,
  async open(context) {
    const { folder, check_seconds } = context.settings;
    const live = openGrammar(
      { shipped: SHIPPED, prepared: PREPARED, own: folder, checkMs: check_seconds * 1_000 },
      context,
    );
    const taught = new TaughtHere(live, context);
    const learnt = new LearntLanguages(context.files, context.log, folder);
    let vocabulary: { of: unknown; answer: z.input<typeof understandVocabulary.output> } | undefined;

    return {
      tools: [
        tool({
          contract: understand,
          async run({ text, area, before }, { clock }) {
            await taught.known();
            const grammar = await live.current();
            const started = clock.monotonic();
            const teaching = teachingMeant(text);
            if (teaching !== undefined) {
              const { intent, ...slots } = teaching;
              const command = { intent, slots, targets: [], text };
              return { tier: 'grammar' as const, commands: [command], ms: clock.monotonic() - started };
            }
            const plain = understandAfter(grammar, text, before ?? [], { area });
            // Only where the grammar has no reading: what was taught never takes the place of what words mean.
            const meaning = plain.tier === 'none' ? taught.meaningOf(text) : undefined;
            const exact = meaning === undefined ? plain : read(grammar, meaning, { area });
            const paraphraser = exact.tier === 'none' ? await learnt.of(grammar.prepared.language) : undefined;
            const {
              ambiguous,
              thoughts,
              commands,
              elsewhere: _elsewhere,
              ...meant
            } = paraphraser === undefined ? exact : understandLoosely(exact, grammar, paraphraser, text, { area });
            const isNear = meant.tier === 'none' && exact.elsewhere !== true;
            const near = isNear ? nearTo(grammar, text, meant.suggestion, area) : undefined;
            return {
              ...meant,
              ...(near === undefined ? {} : { near }),
              commands: [...commands],
              ...(thoughts === undefined ? {} : { thoughts: [...thoughts] }),
              ...(ambiguous === undefined ? {} : { ambiguous: { ...ambiguous, choices: [...ambiguous.choices] } }),
              ms: clock.monotonic() - started,
            };
          },
        }),
        tool({
          contract: understandExplain,
          async run({ text, area }) {
            await taught.known();
            const grammar = await live.current();
            const { notes, clauses } = explainWhole(grammar, text, { area }, (said) => taught.meaningOf(said));
            return { notes: [...notes], clauses: clauses.map(plain) };
          },
        }),
        tool({
          contract: understandVocabulary,
          async run() {
            const grammar = await live.current();
            if (vocabulary?.of !== grammar) {
              const { toJsgf } = await import('../../../language/jsgf.ts');
              const { jsgf, words } = toJsgf(grammar);
              const hash = createHash('sha256').update(jsgf).digest('hex').slice(0, 16);
              vocabulary = { of: grammar, answer: { language: grammar.home.language, jsgf, words: [...words], hash } };
            }
            return vocabulary.answer;
          },
        }),
        ...taught.tools,
        tool({
          contract: understandExamples,
          run: async ({ area, seed }) => ({ examples: plainExamples(await live.current(), seed, area) }),
        }),
      ],
      release: async () => {
        taught.release();
        live.release();
      },
    };
  },
});

/** What to ask about a sentence that was not understood. */
function nearTo(grammar: Grammar, text: string, suggestion: string | undefined, area: string | undefined) {
  // "Off" is heard as "of", and what is nearest by its words would then be turned the other way.
  const off = text.replace(/\b(turn|switch)\b(.*?) of\b/i, '$1$2 off');
  if (off !== text && read(grammar, off, { area }).tier === 'grammar')
    return { said: '', choices: [{ name: '', text: off }], teaches: 'nothing' as const };
  const named = nearNames(grammar, text, { area });
  // Who says both means both.
  if (named !== undefined && named.choices.length > 1 && /\b(?:both|all)\b/i.test(text)) {
    const each = named.choices.map((one) => one.text).join(' and ');
    if (read(grammar, each, { area }).tier === 'grammar')
      return { said: '', choices: [{ name: '', text: each }], teaches: 'nothing' as const };
  }
  const [only, ...more] = named?.choices ?? (suggestion === undefined ? [] : [{ name: '', text: suggestion }]);
  if (only === undefined) return undefined;
  const teaches =
    more.length > 0
      ? ('nothing' as const)
      : nameFor(grammar, text, only.text) !== undefined
        ? ('name' as const)
        : mayStandFor(grammar, text, only.text, area)
          ? ('sentence' as const)
          : ('nothing' as const);
  return { said: named?.said ?? '', choices: [only, ...more], teaches };
}

/** As the contract has it: lists that may be written to. */
function plain({ words, fromPlace, fixed, runnersUp, ...rest }: ExplainedClause) {
  return { ...rest, words: [...words], fromPlace: [...fromPlace], fixed: [...fixed], runnersUp: [...runnersUp] };
}
