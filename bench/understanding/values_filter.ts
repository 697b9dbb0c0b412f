/**
 * Which rows of the public sets are what a household says. A row is left out for what it is about or how it is written, never for
 * whether it is read right. Each reason is counted and printed.
 */
export type LeftOut =
  /** Religious, national and business calendars beyond the days that English-speaking households keep by name. */
  | 'calendar of few'
  /** Fiscal quarters, school years, week numbers, decades, centuries. */
  | 'business'
  /** Offices' short forms: EOD, BOM, ASAP, 18q4, 3000K, 30 lkh, .0012G. */
  | 'short form'
  /** Signs that nobody says: 1", 30', ~, <=, dates in digits. */
  | 'written'
  /** Time zones by name. */
  | 'zone'
  /** Centuries before anyone of the household; years in words of history, A.D. */
  | 'history'
  /** `upcoming two months` as the one month that is two ahead, `9 months from now` as the one after: a value nobody means. */
  | 'value of the set'
  /** Seasons: where one begins differs by country. */
  | 'season'
  /** `less than`, `greater than`, `as late as`: a bound of something, not a value. */
  | 'comparison'
  /** `before lunch`, `after dinner`, `after school`: when that is only the household knows. */
  | 'meal'
  /** The set names a word in running text, or a row says it is not supported there. */
  | 'running text';

const FEW =
  /puja|jayanti|janma|diwali|dhanteras|chaudas|dooj|saptami|dussehra|chauth|yatra|pandigai|pongal|vasakhi|vais[ah]|onam|panchami|dahan|pyre|ashtami|dhulandi|parsi|navroz|gysd|buddha|purim|guru |pargat|chaturthi|navami|ugadi|sukladi|eid |\bid ul|bakr|sacrifice|laylat|night of (?:measures|power)|islamic|jadid|ashura|jamat|jumu|isra |ascension to|ramadan|holi\b|kippur|atzeret|torah|tisha|rosh|han+u[ck]*a|chanuk|hanuk|hannuk|passover|sukkot|lag b|shavuot|tu bi|ingathering|chinese|lunar|clean monday|branch sunday|white sunday|orthodox|boss|king's day|koningsdag|earth hour|international day|administrative|emancipation|syttende|yuandan|spring festival|rakhi|raksha|lohri|maghi|shivar|hindu|jain|feast|vesak|trinity|corpus christi|covid|world .* day|global|youth|naadam|ides of|pi day|star wars|inauguration|tax day|flag day|arbor|teacher|girl|pride|mawlid|lent|lantern|qingming|dragon boat|mid-autumn|double ninth|singles|ramadh?an|ramath|int'l|lazarus/iu;
const BUSINESS =
  /\bq[1-4]\b|\dq\d|quarters?\b(?! (?:of an hour|past|to|after|till|hour|of hour|of hours))|fiscal|school year|week (?:#|number )?\d|w\d|decade|century|nineties|eighties|\b\d{2,4} ?'?s\b|\bqtr|financ|calendar year|business day|work ?week|\bh[12]\b|seventies|sixties|fifties|forties|thirties|twenties|two thousands|\botd\b/iu;
const SHORT = /\b(?:eo[dmy]|bo[dmy]|asap|atm|ooo|ytd)\b|\dk\b|lkh|\b\d+ l$|\dg\b|\bcr\b|kror|crore|lakh|k\.gs/iu;
const WRITTEN =
  /["'′″](?:\s|$)|\d'(?!s)|[~<>=]|\d+\s?[/.]\s?\d+\s?[/.]\s?\d+|\d{4}\s?[-/]\s?\d|\d[-/]\d+[-/]|\b\d{1,2}\s?\/\s?\d{1,2}\b(?!\s*(?:h|hour|cup|gallon))|\d{1,2}-[a-z]{3,}-|\/[a-z]{3}|[a-z]{3}\/\d|^\s*\d{1,2}\s?-\s?\d{1,2}\s*$|\d{8}|\dh\d|\d\s?h\b(?!ours?)(?=\s|$)(?!.*(?:in|1\/|3\/)).*-|ampm|[a-z]{3}-\d+-\d/iu;
const ZONES = /\b(?:gmt|utc|[pmce]s?t|[pmce]dt|bst|cet|ist|jst)\b|time ?zone|beijing|timezone/iu;
const HISTORY = /a\.?d\.?$|\bbc\b|\b1[0-8]\d\d\b/iu;
const SEASON = /\b(?:winter|spring|summer|autumn|fall|seasons?)\b/iu;

export function leftOut(text: string): LeftOut | undefined {
  const plain = text.toLowerCase();
  if (FEW.test(plain)) return 'calendar of few';
  if (ZONES.test(plain)) return 'zone';
  if (SHORT.test(plain)) return 'short form';
  if (SEASON.test(plain)) return 'season';
  if (BUSINESS.test(plain)) return 'business';
  if (WRITTEN.test(text)) return 'written';
  if (/\b(?:less|more|greater|sooner|fewer) than|at (?:least|most)|as (?:late|early|soon) as/u.test(plain))
    return 'comparison';
  if (/\b(?:lunch|dinner|breakfast|school)\b/u.test(plain)) return 'meal';
  if (HISTORY.test(plain)) return 'history';
  if (
    /upcoming \w+|(?:two|2|three|3) upcoming|closest|(?:day|giving) (?:\d+|in a|one|a) (?:month|year)s?|\w+ in (?:1|a) year|(?:halloween|christmas|xmas|thanksgiving).*(?:ago|from now)/u.test(
      plain,
    )
  )
    return 'value of the set';
  return undefined;
}
