import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { carryOut } from '../../../bench/understanding/carried_out.ts';
import { Houses, shippedSentences } from '../../../bench/understanding/sentences.ts';
import type { Entity, Json } from '../../../src/language/home.ts';
import { onDevices } from '../../language/conformance/intent_table.ts';
import { OUTCOMES } from './intent_outcomes.ts';

const written = JSON.stringify(parse(readFileSync('data/homes/demo.yaml', 'utf8')));
const houses = new Houses(() => shippedSentences('.'));
/** How a colour was set, and when a script ran, say nothing of what was asked for. */
const UNTOLD = new Set(['color_mode', 'last_triggered']);

type State = Pick<Entity, 'state' | 'attributes'>;

function changeOf(id: string, before: State | undefined, after: State): string[] {
  const shown = (value: Json): string => JSON.stringify(value).replaceAll('"', '');
  const changed = Object.entries(after.attributes).filter(
    ([key, value]) => !UNTOLD.has(key) && JSON.stringify(before?.attributes[key]) !== JSON.stringify(value),
  );
  // The state of a scene is when it was last set.
  if (changed.length === 0 && (before?.state === after.state || id.startsWith('scene.'))) return [];
  return [[`${id}:`, after.state, ...changed.map(([key, value]) => `${key} ${shown(value)}`)].join(' ')];
}

describe('what becomes of every intent on devices in the demo home', () => {
  test.each(onDevices.map((row) => [`${row.text}${row.area === undefined ? '' : ` @${row.area}`}`, row] as const))(
    '%s',
    async (key, { text, area }) => {
      const { reply, acted, before, after } = await carryOut(houses, written, text, area);
      expect(acted).toBe(true);
      const changes = [...after].flatMap(([id, state]) => changeOf(id, before.get(id), state));
      expect([reply, ...changes]).toEqual(OUTCOMES[key]);
    },
  );
});
