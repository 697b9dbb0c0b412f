import type { Contract, EntityKind } from '../../model/contract.ts';
import type { Channel } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { isJsonObject, type Json } from '../../model/json.ts';

/** As much as is heard, or read, before a yes; in characters. What is longer is not asked about. */
const MOST_SPOKEN = 700;
const MOST_SHOWN = 6_000;

/**
 * The question about a call, with all that it would do: what its contract asks, and all of its input where that is not said yet and
 * leaves the house, or where the contract has no question of its own.
 * @throws Fault INVALID_ARGUMENT where it is too long to be told in full: nobody says yes to what was not told
 */
export function tellInFull(
  contract: Contract,
  input: Json,
  entity: (id: string) => EntityKind,
  channel: Channel,
): string {
  const own = contract.questionFor(input, entity);
  const asked = own ?? contract.summary;
  const left = own === undefined || contract.outbound(input) ? untold(input, asked) : [];
  const payload = left.length === 0 ? '' : ` ${left.join('; ')}.`;
  const question = own === undefined || payload !== '' ? `${asked}${payload} Shall I?` : asked;
  const spoken = channel === 'voice';
  if (question.length <= (spoken ? MOST_SPOKEN : MOST_SHOWN)) return question;
  throw new Fault(
    'INVALID_ARGUMENT',
    spoken
      ? 'That is too long to be read out before a yes, so I left it. Please ask me at the command line.'
      : 'That is too long to be shown before a yes, so I left it. Please ask for less at once.',
  );
}

/** Each part of the input that the text does not hold, with the name it goes by. */
function untold(input: Json, text: string): readonly string[] {
  const told = onOneLine(text);
  return leaves(input, []).flatMap(([path, value]) => {
    const shown = onOneLine(value);
    return shown !== '' && told.includes(shown) ? [] : [`${path}: ${shown}`];
  });
}

function leaves(value: Json, path: readonly string[]): readonly (readonly [path: string, value: string])[] {
  if (Array.isArray(value)) return value.flatMap((inner: Json) => leaves(inner, path));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
  return [[path.map((name) => onOneLine(name.replaceAll('_', ' '))).join(' '), String(value)]];
}

/** Without what cannot be seen or turns the writing round. */
function onOneLine(text: string): string {
  return text
    .replaceAll(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .replaceAll(/\p{C}+/gu, '')
    .trim();
}
