import { readBelowHundred } from '../values/cardinal.ts';
import { floor, HOUR, MINUTE, unitSpan } from './civil.ts';
import type { Moment } from './moment.ts';

/** `ten past`, `at quarter to`, `on the hour`: the next time that clocks show that minute. Takes all tokens. */
export function readMinutePast(tokens: readonly string[]): Moment | undefined {
  const minute = minuteOf(tokens[0] === 'at' ? tokens.slice(1) : tokens);
  if (minute === undefined) return undefined;
  return {
    kind: 'point',
    meant: (now) => {
      const at = floor(now, 'hour') + minute * MINUTE;
      return unitSpan(at > now ? at : at + HOUR, 'minute');
    },
  };
}

function minuteOf(tokens: readonly string[]): number | undefined {
  if (/^(?:on the hour|the top of the hour)$/u.test(tokens.join(' '))) return 0;
  const side = tokens.at(-1) ?? '';
  const said = tokens.slice(0, -1).filter((word) => word !== 'a');
  const amount = /^minutes?$/u.test(said.at(-1) ?? '') ? said.slice(0, -1) : said;
  const count = amountOf(amount);
  if (count === undefined || count < 1 || count > 30) return undefined;
  if (side === 'past') return count;
  return /^(?:to|till)$/u.test(side) && count < 30 ? 60 - count : undefined;
}

function amountOf(tokens: readonly string[]): number | undefined {
  const [word = ''] = tokens;
  if (tokens.length === 1 && word === 'half') return 30;
  if (tokens.length === 1 && word === 'quarter') return 15;
  if (tokens.length === 1 && /^\d{1,2}$/u.test(word)) return Number(word);
  const found = readBelowHundred(tokens, 0);
  return found?.next === tokens.length ? found.value : undefined;
}
