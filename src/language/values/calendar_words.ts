const weekdayNames: readonly (readonly string[])[] = [
  ['monday', 'mondays', 'mon'],
  ['tuesday', 'tuesdays', 'tue', 'tues'],
  ['wednesday', 'wednesdays', 'wed', 'weds'],
  ['thursday', 'thursdays', 'thu', 'thur', 'thurs'],
  ['friday', 'fridays', 'fri'],
  ['saturday', 'saturdays', 'sat'],
  ['sunday', 'sundays', 'sun'],
];

/** Word → 1 (Monday) to 7 (Sunday). */
export const weekdays: ReadonlyMap<string, number> = new Map(
  weekdayNames.flatMap((words, index) => words.map((word) => [word, index + 1] as const)),
);

const monthNames: readonly (readonly string[])[] = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
];

/** Word → 1 to 12. */
export const months: ReadonlyMap<string, number> = new Map(
  monthNames.flatMap((words, index) => words.map((word) => [word, index + 1] as const)),
);

/** Days that have a name, by their words: month and day. */
export const namedDays: readonly (readonly [words: readonly string[], month: number, day: number])[] = [
  [['new', 'year', "'s", 'eve'], 12, 31],
  [['new', 'years', 'eve'], 12, 31],
  [['new', 'year', "'s", 'day'], 1, 1],
  [['new', 'years', 'day'], 1, 1],
  [['christmas', 'eve'], 12, 24],
  [['christmas', 'day'], 12, 25],
  [['boxing', 'day'], 12, 26],
  [['valentine', "'s", 'day'], 2, 14],
  [['valentines', 'day'], 2, 14],
  [['christmas'], 12, 25],
  [['halloween'], 10, 31],
];

export type PartOfDay = 'morning' | 'afternoon' | 'evening' | 'night';

export const partsOfDay: ReadonlyMap<string, PartOfDay> = new Map([
  ['morning', 'morning'],
  ['mornings', 'morning'],
  ['afternoon', 'afternoon'],
  ['afternoons', 'afternoon'],
  ['evening', 'evening'],
  ['evenings', 'evening'],
  ['night', 'night'],
  ['nights', 'night'],
]);
