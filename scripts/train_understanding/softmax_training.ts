import { softmax } from '../../src/language/paraphrase/classifier.ts';
import type { Features } from '../../src/language/paraphrase/features.ts';
import type { Choose } from '../../src/language/templates/random.ts';

export interface Lesson {
  readonly features: Features;
  readonly answer: number;
}

export interface Learnt {
  readonly rows: Float32Array;
  readonly bias: Float32Array;
}

const RATE = 0.12;

/** Softmax regression by AdaGrad (Duchi, Hazan, Singer 2011); classes that are seldom shown count more. */
export function trainSoftmax(
  lessons: readonly Lesson[],
  classes: number,
  places: number,
  dense: number,
  epochs: number,
  choose: Choose,
): Learnt {
  const rows = new Float32Array((places + dense) * classes);
  const squares = new Float32Array(rows.length).fill(1e-4);
  const bias = new Float32Array(classes);
  const shown = new Float32Array(classes);
  for (const { answer } of lessons) shown[answer] = (shown[answer] ?? 0) + 1;
  const mean = lessons.length / classes;
  const weightOf = Float32Array.from(shown, (count) => Math.min(3, Math.sqrt(mean / Math.max(count, 1))));
  const order = lessons.map((_, at) => at);
  const step = (row: number, by: number, slope: Float32Array): void => {
    for (let one = 0; one < classes; one += 1) {
      const change = (slope[one] ?? 0) * by;
      if (change > -1e-5 && change < 1e-5) continue;
      const square = (squares[row + one] ?? 0) + change * change;
      squares[row + one] = square;
      rows[row + one] = (rows[row + one] ?? 0) - (RATE * change) / Math.sqrt(square);
    }
  };
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, choose);
    for (const at of order) {
      const lesson = lessons[at];
      if (lesson === undefined) continue;
      const { features, answer } = lesson;
      const scores = Float32Array.from(bias);
      const by = 1 / Math.sqrt(features.grams.length);
      for (const place of features.grams) addRow(scores, rows, place * classes, by);
      for (let place = 0; place < dense; place += 1)
        addRow(scores, rows, (places + place) * classes, features.dense[place] ?? 0);
      const slope = softmax(scores);
      slope[answer] = (slope[answer] ?? 0) - 1;
      const weight = weightOf[answer] ?? 1;
      for (let one = 0; one < classes; one += 1) slope[one] = (slope[one] ?? 0) * weight;
      for (const place of features.grams) step(place * classes, by, slope);
      for (let place = 0; place < dense; place += 1) {
        const value = features.dense[place] ?? 0;
        if (value !== 0) step((places + place) * classes, value, slope);
      }
      for (let one = 0; one < classes; one += 1) bias[one] = (bias[one] ?? 0) - 0.005 * (slope[one] ?? 0);
    }
  }
  return { rows, bias };
}

function addRow(scores: Float32Array, rows: Float32Array, row: number, by: number): void {
  if (by === 0) return;
  for (let one = 0; one < scores.length; one += 1) scores[one] = (scores[one] ?? 0) + by * (rows[row + one] ?? 0);
}

function shuffle(order: number[], choose: Choose): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = choose(at + 1);
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
}

/** Signed bytes, and what one step of them is worth. */
export function rounded(values: Float32Array): { scale: number; bytes: Int8Array } {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  const scale = (most || 1) / 127;
  return { scale, bytes: Int8Array.from(values, (value) => Math.round(value / scale)) };
}
