import { tokensOf } from '../values/tokens.ts';

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';

/** A date in digits as an ISO one. The month comes first where both orders are dates; in doubt (`5/12`) it stays, and nobody reads it. */
function dated(text: string, first: string, second: string, year: string | undefined): string {
  const [one, two] = [Number(first), Number(second)];
  const [month, day] = one > 12 ? [two, one] : [one, two];
  if (month < 1 || month > 12 || day < 1 || day > 31) return text;
  if (one <= 12 && two <= 12 && one !== two) return text;
  const pad = (part: number): string => String(part).padStart(2, '0');
  if (year === undefined) return ` on ${MONTH_NAMES[month - 1]} ${day} `;
  const full = year.length === 2 ? (Number(year) < 50 ? 2000 : 1900) + Number(year) : Number(year);
  return ` ${full}-${pad(month)}-${pad(day)} `;
}

const MONTH_NAMES = months.split('|');
const HOURS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';

/** What stands for a time in writing, as it would be said; each leaves what it does not know. */
const rewritings: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/[‐‑–—−]/gu, () => '-'],
  [/\b(\d{1,2}(?::\d\d)?)(?:-| )?ish\b/gu, (_all, hour = '') => `around ${hour}`],
  [
    new RegExp(
      String.raw`\b(?:at |around |about )?((?:(?:${HOURS}) )?(?:${HOURS}|fifteen|twenty|thirty|forty|fifty|noon|midday|midnight))-?ish\b`,
      'gu',
    ),
    (_all, said = '') => `around ${said}`,
  ],
  [/\b((?:minute|hour|day|week|fortnight|month|year)s?)(?:'s|')? time\b/gu, (_all, unit = '') => unit],
  [/\b(?:overnight|(?:in|at|during|through) (?:the )?(?:night-? ?time|night))\b/gu, () => 'in the night'],
  [/\bnight-? ?time\b/gu, () => 'night'],
  // 2026-12-24T18:00
  [/(\d-\d\d)t(?=\d\d:\d\d)/gu, (_all, day = '') => `${day} at `],
  // 1845 hours
  [
    /(?<!\b(?:in|for|next|last|past|within|after|every) )\b([01]\d|2[0-3])([0-5]\d) ?(?:hours|hrs)\b/gu,
    (_all, hour = '', minute = '') => `${hour}:${minute}`,
  ],
  // 3/2027, 03-2027
  [
    /(?<![\d./:-])(0?[1-9]|1[0-2])[/-]((?:19|20)\d\d)(?![\d./-])/gu,
    (_all, month = '', year = '') => `${MONTH_NAMES[Number(month) - 1]} ${year}`,
  ],
  [/(?<![a-z])(?:a\.m\.?|am\.)/gu, () => ' am '],
  [/(?<![a-z])(?:p\.m\.?|pm\.)/gu, () => ' pm '],
  [/(?<=\d)a\b(?! ?m)/gu, () => ' am'],
  [/(?<=\d)p\b(?! ?m)/gu, () => ' pm'],
  [/\bin the ([ap]m)\b/gu, (_all, half = '') => half],
  // 15h15, 19h
  [/\b([01]?\d|2[0-4])h(\d\d)\b/gu, (_all, hour = '', minute = '') => `${hour}:${minute}`],
  [
    /(?<!\b(?:in|within|for|next|last|past|over|\/) )(?<![\d/])(1[3-9]|2[0-3]|\d)h(?=$| [^\d]*(?:tomorrow|on|-)| - )/gu,
    (_all, hour = '') => `${hour}:00`,
  ],
  // 12/13/2018-12/15/2018
  [/(?<=\d\/\d{1,2}(?:\/\d{2,4})?) ?- ?(?=\d{1,2}\/\d)/gu, () => ' until '],
  // 2013-02-15, 2013/2/15, 2013-aug-01
  [
    new RegExp(String.raw`\b([12]\d{3})([-/.])(\d{1,2}|${months})\2(\d{1,2})\b`, 'gu'),
    (_all, year = '', _sign, month = '', day = '') =>
      ` ${year}-${String(Number(month) || MONTH_NAMES.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')} `,
  ],
  [
    /(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])/gu,
    (all, first = '', _sign, second = '', year = '') => dated(all, first, second, year),
  ],
  // 31-Oct-74, 31/oct/1974
  [
    new RegExp(String.raw`\b(\d{1,2})[-/](${months})[a-z]*[-/](\d{4}|\d{2})\b`, 'gu'),
    (_all, day = '', month = '', year = '') =>
      `${day} ${month} ${year.length === 2 ? `${Number(year) < 50 ? 20 : 19}${year}` : year}`,
  ],
  [
    /(?<![\d./:-])(\d{1,2}) ?\/ ?(\d{1,2})(?![\d/:]|\s*(?:h|hours?|of)\b)/gu,
    (all, first = '', second = '') => dated(all, first, second, undefined),
  ],
  // feb13
  [new RegExp(String.raw`\b(${months})(\d{1,2})\b`, 'gu'), (_all, month = '', day = '') => `${month} ${day}`],
  // 330 pm, at 1030, tonight 815
  [
    /\b(\d{1,2})([0-5]\d)(?= ?(?:[ap]m\b|in the (?:morning|afternoon|evening)))/gu,
    (_all, hour = '', minute = '') => `${hour}:${minute}`,
  ],
  [
    /\b(at|around|about|by|tonight|until|till|from|between) (0?\d|1\d|2[0-3])([0-5]\d)\b(?! ?(?:years?|days?|hours?|minutes?))/gu,
    (all, lead = '', hour = '', minute = '') =>
      /^(?:19|20)$/u.test(hour) && lead !== 'at' ? all : `${lead} ${hour}:${minute}`,
  ],
  [/\b(\d{1,2})\.([0-5]\d)(?= ?(?:[ap]m)\b)/gu, (_all, hour = '', minute = '') => `${hour}:${minute}`],
  [/(?<=\bat )(\d{1,2})\.([0-5]\d)\b/gu, (_all, hour = '', minute = '') => `${hour}:${minute}`],
  // oct. 2, september.16th
  [new RegExp(String.raw`\b((?:${months})[a-z]*)\.`, 'gu'), (_all, month = '') => `${month} `],
  [/\bmid-(?=[a-z])/gu, () => 'mid '],
  [/\b(early|late)-(?=[a-z])/gu, (_all, side = '') => `${side} `],
  [/\bweek-end/gu, () => 'weekend'],
  [/\bwkend/gu, () => 'weekend'],
  [/\btonite\b/gu, () => 'tonight'],
  [/\b(?:tmrw|tmr|tomorow|tommorow|tommorrow)\b/gu, () => 'tomorrow'],
  [/\b(?:untill|'til|til)\b/gu, () => 'until'],
  [/\byr(s?)\b/gu, (_all, several = '') => `year${several}`],
  [/\bqtr(s?)\b/gu, (_all, several = '') => `quarter${several}`],
  [/\b(semi|bi)[- ]?(?=(?:annual|week|month)(?:ly)?\b|annually\b)/gu, (_all, much = '') => much],
  [/\bprior to\b/gu, () => 'before'],
  [/\bno later than\b|\bup (?:to|until|till)\b/gu, () => 'until'],
  [/\b(?:no (?:earlier|sooner) than|not before|as of|as early as)\b/gu, () => 'from'],
  [/\bremainder of\b/gu, () => 'rest of'],
  [/\b(?:ytd|(?:the )?year to date)\b/gu, () => 'from this year to date'],
  [/\beod\b/gu, () => 'end of day'],
  [/\beom\b/gu, () => 'end of month'],
  [/\beoy\b/gu, () => 'end of year'],
  // A dash between a time and another one: "1pm-2pm", "july 13 - july 15"
  [/(?<=[a-z]|\d(?:st|nd|rd|th)?) - (?=[a-z\d])/gu, () => ' until '],
  [/(?<=[ap]m|noon|midday|midnight)-(?=\d|noon|midday|midnight)/gu, () => ' until '],
  [/(?<=\d(?:st|nd|rd|th))-(?=\d)/gu, () => ' until '],
  [/(?<=:\d\d)-(?=\d)/gu, () => ' until '],
  // nov 18-dec 19
  [new RegExp(String.raw`(?<=\d)-(?=(?:${months})[a-z]* )`, 'gu'), () => ' until '],
  [/(?<![-\d])(\d{1,2})-(\d{1,2})(?![-\d])/gu, (_all, from = '', to = '') => `${from} until ${to}`],
  [new RegExp(String.raw`\b(${months})[a-z]*-(?=(?:${months})|\d)`, 'gu'), (_all, month = '') => `${month} until `],
];

/** The words of a time, with what is written in signs and short forms put as it is said. */
export function timeTokens(text: string): string[] {
  let plain = text.toLowerCase().replaceAll('’', "'").replace(/\s+/gu, ' ').trim();
  for (const [pattern, as] of rewritings) plain = plain.replace(pattern, as);
  return tokensOf(plain);
}
