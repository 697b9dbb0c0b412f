/** What came of it, as a table of Markdown. */
import type { WakeFeatures } from '../../src/interfaces/voice/wake_features.ts';
import type { WakeHead } from '../../src/interfaces/voice/wake_head.ts';
import { hear } from './features.ts';
import type { Lessons } from './lessons.ts';
import { delays, hits, measure } from './measure.ts';

const thresholds = [0.5, 0.7, 0.9];

export async function report(head: WakeHead, { held, unseen }: Lessons, features: WakeFeatures): Promise<string[]> {
  const plain = await hear(held.plain, features);
  const others = await hear(held.others, features);
  const groupOf = (name: string) => name.split(/[/ ]/)[0] ?? '';
  const groups = [...new Set(others.map(({ name }) => groupOf(name)))];
  const { word } = head;
  const rows = [
    measure(`"${word}", held out`, head, plain, thresholds),
    measure('the same, kitchen noise 10 dB below', head, await hear(held.noisy, features), thresholds),
    measure(
      'the same, after speech or silence, before speech or silence',
      head,
      await hear(held.between, features),
      thresholds,
    ),
    measure(
      `"${word}", "hey ${word}" in unseen synthetic voices`,
      head,
      await hear(held.synthetic, features),
      thresholds,
    ),
    ...groups.map((group) => {
      const what = `not it: ${group}${group === unseen ? ' (never trained on)' : ''}`;
      return measure(
        what,
        head,
        others.filter(({ name }) => groupOf(name) === group),
        thresholds,
      );
    }),
    measure('not it: all', head, others, thresholds),
  ];
  const falsely = others.flatMap((one) =>
    hits(head, one, 0.5).map((hit) => `${one.name} at ${hit.time.toFixed(1)} s, ${hit.score.toFixed(2)}`),
  );
  const missed = plain.filter((one) => hits(head, one, 0.5).length === 0).map(({ name }) => name);
  return [
    `| heard | clips | hours | ${thresholds.map((one) => `fires at ${one}`).join(' | ')} |`,
    `|---|--:|--:|${thresholds.map(() => '--:').join('|')}|`,
    ...rows.map(
      ({ what, clips, hours, fired }) => `| ${what} | ${clips} | ${hours.toFixed(2)} | ${fired.join(' | ')} |`,
    ),
    '',
    `hits after the end of the word, seconds (5 %, half, 95 %): ${delays(head, plain, 0.5)}`,
    ...falsely.map((line) => `fires falsely: ${line}`),
    ...missed.map((line) => `missed: ${line}`),
  ];
}
