import { type Civil, civil, DAY, weekdayOf } from './civil.ts';

type DayIn = (year: number) => Civil;
/** Undefined in a year that does not have it. */
type MaybeDayIn = (year: number) => Civil | undefined;

/** Western Easter Sunday: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
export function easter(year: number): Civil {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100];
  const skipped = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
  const moon = (19 * golden + skipped + 15) % 30;
  const leaps = [century % 4, Math.floor(rest / 4), rest % 4] as const;
  const sunday = (32 + 2 * leaps[0] + 2 * leaps[1] - moon - leaps[2]) % 7;
  const shift = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const days = moon + sunday - 7 * shift + 114;
  return civil(year, Math.floor(days / 31), (days % 31) + 1);
}

const fixed =
  (month: number, day: number): DayIn =>
  (year) =>
    civil(year, month, day);

/** Counted from the end where `nth` is below 0. */
const nth =
  (count: number, weekday: number, month: number): DayIn =>
  (year) => {
    const edge = civil(year, count > 0 ? month : month + 1, count > 0 ? 1 : 0);
    const off = count > 0 ? (weekday - weekdayOf(edge) + 7) % 7 : -((weekdayOf(edge) - weekday + 7) % 7);
    return edge + (off + (count > 0 ? count - 1 : count + 1) * 7) * DAY;
  };

const beside =
  (day: DayIn, days: number): DayIn =>
  (year) =>
    day(year) + days * DAY;

const thanksgiving = nth(4, 4, 11);

/** The Sunday so many weeks before Christmas; the fourth of Advent is the last. */
const advent =
  (nth: number): DayIn =>
  (year) => {
    const christmas = civil(year, 12, 25);
    return christmas - (weekdayOf(christmas) + (4 - nth) * 7) * DAY;
  };

const leapDay: MaybeDayIn = (year) => {
  const day = civil(year, 2, 29);
  return new Date(day).getUTCDate() === 29 ? day : undefined;
};

const named: readonly (readonly [names: string, MaybeDayIn])[] = [
  ['leap day', leapDay],
  ...['first', 'second', 'third', 'fourth'].map(
    (place, index) =>
      [`${place} advent|${place} sunday of advent|${place} sunday in advent`, advent(index + 1)] as const,
  ),
  ["new year's day|new years day|new year day|new years|new year's|new year", fixed(1, 1)],
  ["new year's eve|new years eve|new year eve", fixed(12, 31)],
  ['groundhog day', fixed(2, 2)],
  ["valentine's day|valentines day|valentine day|valentine's|valentines", fixed(2, 14)],
  [
    ['st', 'saint']
      .flatMap((saint) =>
        ["patrick's", 'patricks', 'patrick', "paddy's", 'paddys'].map((name) => `${saint} ${name} day`),
      )
      .join('|'),
    fixed(3, 17),
  ],
  ["april fools|april fools day|april fool's|april fool's day", fixed(4, 1)],
  ['earth day', fixed(4, 22)],
  ["may day|labour day|international workers' day|international workers day", fixed(5, 1)],
  ['cinco de mayo', fixed(5, 5)],
  ['juneteenth', fixed(6, 19)],
  ['independence day|fourth of july', fixed(7, 4)],
  ['halloween', fixed(10, 31)],
  ["all saints day|all saints' day", fixed(11, 1)],
  ['bonfire night|guy fawkes night', fixed(11, 5)],
  ["veterans day|veterans' day|remembrance day|armistice day", fixed(11, 11)],
  ['christmas|christmas day|xmas|xmas day', fixed(12, 25)],
  ['christmas eve|xmas eve', fixed(12, 24)],
  ['boxing day', fixed(12, 26)],
  ["mlk day|martin luther king day|martin luther king's day|martin luther kings day", nth(3, 1, 1)],
  ["presidents day|president's day|presidents' day", nth(3, 1, 2)],
  ["mother's day|mothers day", nth(2, 7, 5)],
  ['memorial day', nth(-1, 1, 5)],
  ["father's day|fathers day", nth(3, 7, 6)],
  ['labor day', nth(1, 1, 9)],
  ['columbus day', nth(2, 1, 10)],
  ['thanksgiving|thanksgiving day', thanksgiving],
  ['black friday', beside(thanksgiving, 1)],
  ['cyber monday', beside(thanksgiving, 4)],
  ['easter|easter sunday|easter day', easter],
  ['easter saturday|holy saturday', beside(easter, -1)],
  ['easter monday', beside(easter, 1)],
  ['good friday', beside(easter, -2)],
  ['maundy thursday', beside(easter, -3)],
  ['palm sunday', beside(easter, -7)],
  ['ash wednesday', beside(easter, -46)],
  ['mardi gras|shrove tuesday|pancake day|pancake tuesday', beside(easter, -47)],
  ['ascension day', beside(easter, 39)],
  ['pentecost|whit sunday|whitsun', beside(easter, 49)],
  ['whit monday', beside(easter, 50)],
];

const byWords: ReadonlyMap<string, MaybeDayIn> = new Map(
  named.flatMap(([names, day]) => names.split('|').map((name) => [name, day] as const)),
);

export const LONGEST_HOLIDAY = 4;

/** The day of a year that these words name, where households in English keep it. */
export function holidayNamed(words: string): MaybeDayIn | undefined {
  return byWords.get(words);
}
