import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { rounded, trainSoftmax } from '../../scripts/train_understanding/softmax_training.ts';
import type { Grammar } from '../../src/language/grammar.ts';
import { Classifier } from '../../src/language/paraphrase/classifier.ts';
import { featuresOf } from '../../src/language/paraphrase/features.ts';
import { unitsOf } from '../../src/language/paraphrase/mentions.ts';
import { readWordVectors } from '../../src/language/paraphrase/weights.ts';
import type { WordVectors } from '../../src/language/paraphrase/word_vectors.ts';
import { seeded } from '../../src/language/templates/random.ts';
import { wordsOf } from '../../src/language/text.ts';
import { readRows } from './data_folder.ts';
import { halfOf, type Outcome, resultOf, type SetResult } from './outcome.ts';
import { publicHome, toHome } from './public_home.ts';
import type { Houses } from './sentences.ts';
import { HOME_INTENTS, OFFICE_INTENTS } from './served_intents.ts';

const SETS = ['slurp', 'hwu64'];
const utterance = z.looseObject({ text: z.string(), intent: z.string() });
type Row = z.output<typeof utterance>;

const PLACES = 8192;
const EPOCHS = 15;
/** What is nothing for the house. */
const NONE = 'none';
/** The share of everything else that may be taken for a command. */
const MOST_ACCEPTED = 0.005;

/**
 * What a classifier of the kind that ships reaches where it is trained on people's own utterances: on half `a` of both sets, measured on half
 * `b`. The threshold is chosen on a part of `a` that was not learnt from. Only the intent is looked at, by the sets' own names; nothing of
 * it is kept.
 */
export function measureTrained(
  folder: string,
  root: string,
  houses: Houses,
  seed: number,
): { results: SetResult[]; absent: string[] } {
  const sets = SETS.map((name) => ({ name, rows: readRows(folder, name, utterance) }));
  const absent = sets.flatMap(({ name, rows }) => (rows === undefined ? [name] : []));
  const grammar = houses.grammar(
    toHome(publicHome.parse(parse(readFileSync(join(root, 'data/homes/demo.yaml'), 'utf8')))),
  );
  const vectors = readWordVectors(readFileSync(join(root, 'data/models/en/words.bin')));
  const rows = sets.flatMap(({ rows }) => rows ?? []);
  const mine = rows.filter(({ text }) => halfOf(text, seed) === 'a');
  if (mine.length === 0) return { results: [], absent };
  const isKept = ({ text }: Row): boolean => halfOf(text, seed + 1) === 'a' && halfOf(text, seed + 2) === 'a';
  const model = learn(
    mine.filter((row) => !isKept(row)),
    grammar,
    vectors,
    seed,
  );
  const threshold = thresholdOn(mine.filter(isKept), model);
  const results = sets.flatMap(({ name, rows }) => {
    if (rows === undefined) return [];
    const unseen = rows.filter(({ text }) => halfOf(text, seed) === 'b');
    const groups = { home: [] as Outcome[], office: [] as Outcome[], others: [] as Outcome[] };
    for (const row of unseen) {
      const started = performance.now();
      const { label, chance } = model(row.text);
      const ms = performance.now() - started;
      const got = chance < threshold ? NONE : label;
      const wanted = labelOf(row);
      const isRight = got === wanted;
      const verdict = isRight ? 'right' : wanted === NONE ? 'accepted' : got === NONE ? 'refused' : 'wrong';
      const group = row.intent in HOME_INTENTS ? 'home' : row.intent in OFFICE_INTENTS ? 'office' : 'others';
      groups[group].push({ text: row.text, verdict, ms, wanted: row.intent, got: `${got} ${chance.toFixed(2)}` });
    }
    return [
      resultOf(`${name}: home, trained on the other half`, groups.home, seed),
      resultOf(`${name}: calendar and mail, trained`, groups.office, seed),
      resultOf(`${name}: everything else, trained`, groups.others, seed),
    ];
  });
  return { results, absent };
}

function labelOf({ intent }: Row): string {
  return intent in HOME_INTENTS || intent in OFFICE_INTENTS ? intent : NONE;
}

type Model = (text: string) => { readonly label: string; readonly chance: number };

function learn(rows: readonly Row[], grammar: Grammar, vectors: WordVectors, seed: number): Model {
  const labels = [...new Set([NONE, ...rows.map(labelOf)])].sort();
  const kindsOf = (text: string): string[] => unitsOf(grammar, wordsOf(text)).map(({ kind }) => kind);
  const lessons = rows.map((row) => ({
    features: featuresOf(kindsOf(row.text), vectors, PLACES),
    answer: labels.indexOf(labelOf(row)),
  }));
  const learnt = trainSoftmax(lessons, labels.length, PLACES, vectors.dimensions * 2, EPOCHS, seeded(seed));
  const cut = PLACES * labels.length;
  const [grams, dense] = [rounded(learnt.rows.subarray(0, cut)), rounded(learnt.rows.subarray(cut))];
  const bytes = new Int8Array(learnt.rows.length);
  bytes.set(grams.bytes);
  bytes.set(dense.bytes, cut);
  const scales = { gramScale: grams.scale, denseScale: dense.scale };
  const classifier = new Classifier(
    { classes: labels, places: PLACES, ...scales, bias: [...learnt.bias], bytes },
    vectors,
  );
  return (text) => {
    const chances = classifier.chances(kindsOf(text));
    const best = chances.indexOf(Math.max(...chances));
    return { label: labels[best] ?? NONE, chance: chances[best] ?? 0 };
  };
}

/** The least chance at which few enough of what is nothing for the house are taken for a command. */
function thresholdOn(rows: readonly Row[], model: Model): number {
  const others = rows.filter((row) => labelOf(row) === NONE).map(({ text }) => model(text));
  const taken = others.flatMap(({ label, chance }) => (label === NONE ? [] : [chance])).sort((a, b) => b - a);
  return (taken[Math.floor(others.length * MOST_ACCEPTED)] ?? 0) + 1e-6;
}
