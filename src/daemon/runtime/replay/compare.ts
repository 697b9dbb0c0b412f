import type { ThreadEvent } from '../../model/event.ts';
import { canonicalJson, isJsonObject, type Json, type JsonObject, jsonCopy } from '../../model/json.ts';
import type { AnyDraft } from '../journal.ts';

/**
 * A place where a replay does not do what was done then.
 *
 * An event of a replay stands in the place of the stored one of the same direction, key and provider: it takes over what the
 * world gave that one (`id`, `thread`, `seq`, `at`, and the `version` that its handler had); all the rest has to be the same,
 * byte for byte as canonical JSON.
 */
export interface Difference {
  readonly turn: number;
  readonly key: string;
  /** Of the stored event; where nothing was stored, of the last one before. */
  readonly seq: number;
  /** What was done then and what is done now, in words. */
  readonly what: string;
  /** The stored event; absent where nothing was stored. */
  readonly before?: ThreadEvent;
  /** What would be written now; absent where nothing would. */
  readonly now?: ThreadEvent | AnyDraft;
}

/** The draft as it would stand in the log in the place of the stored event. */
export function inPlaceOf(before: ThreadEvent, draft: AnyDraft): ThreadEvent {
  const { id, thread, seq, at } = before;
  const placed = { ...draft, id, thread, seq, at };
  return placed.direction === 'FORWARD' && before.direction === 'FORWARD'
    ? { ...placed, version: before.version }
    : placed;
}

/** The difference between what is stored and what would be now; undefined where they are equal byte for byte. */
export function differenceBetween(before: ThreadEvent, draft: AnyDraft): Difference | undefined {
  const now = inPlaceOf(before, draft);
  if (textOf(before) === textOf(now)) return undefined;
  const { turn, key, seq } = before;
  return { turn, key, seq, what: wordsFor(before, now), before, now };
}

function textOf(event: ThreadEvent): string {
  return canonicalJson(jsonCopy(event));
}

function wordsFor(before: ThreadEvent, now: ThreadEvent): string {
  const [then, today] = [jsonCopy(before), jsonCopy(now)].map(fieldsOf);
  const names = [...new Set([...Object.keys(then ?? {}), ...Object.keys(today ?? {})])].sort();
  const parts = names.flatMap((name) => {
    const [a, b] = [then?.[name], today?.[name]].map((value) => (value === undefined ? 'none' : canonicalJson(value)));
    return a === b || a === undefined || b === undefined
      ? []
      : [`${name} was ${around(a, b)} then, and is ${around(b, a)} now`];
  });
  return `at ${before.key} the ${before.direction} of ${before.subject} is another: ${parts.join('; ')}`;
}

function fieldsOf(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}

const SHOWN = 160;
const LEAD = 40;

/** The part of a text in which it leaves another, where it is long. */
function around(text: string, other: string): string {
  if (text.length <= SHOWN) return text;
  let same = 0;
  while (same < text.length && text[same] === other[same]) same += 1;
  const from = Math.max(0, same - LEAD);
  const part = text.slice(from, from + SHOWN);
  return `${from > 0 ? '…' : ''}${part}${from + SHOWN < text.length ? '…' : ''}`;
}
