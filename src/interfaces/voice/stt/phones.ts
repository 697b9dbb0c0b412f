/** flite's phones that the acoustic model calls otherwise; the rest differ only in case. `pau` is a pause. */
const otherwise: { readonly [phone: string]: string } = {
  ax: 'AH',
  axr: 'ER',
  ix: 'IH',
  el: 'AH L',
  em: 'AH M',
  en: 'AH N',
  dx: 'T',
  hv: 'HH',
  nx: 'N',
};

/** The 39 phones of the CMU pronouncing dictionary, which the acoustic model knows. */
export const cmuPhones: readonly string[] =
  'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(' ');

/** What `flite -ps` printed, as a pronunciation for the acoustic model; undefined where it holds none. */
export function fromFlite(printed: string): string | undefined {
  const phones = printed
    .trim()
    .split(/\s+/)
    .filter((phone) => phone !== '' && phone !== 'pau')
    .flatMap((phone) => (otherwise[phone] ?? phone.toUpperCase()).split(' '));
  return phones.length > 0 && phones.every((phone) => cmuPhones.includes(phone)) ? phones.join(' ') : undefined;
}

/** English spelling, longest letters first: enough for a name that no dictionary has and no synthesiser is there to ask. */
const spelling: readonly (readonly [string, string])[] = [
  ['tion', 'SH AH N'],
  ['ough', 'AO'],
  ['augh', 'AO'],
  ['igh', 'AY'],
  ['tch', 'CH'],
  ['sch', 'SH'],
  ['ch', 'CH'],
  ['sh', 'SH'],
  ['th', 'TH'],
  ['ph', 'F'],
  ['wh', 'W'],
  ['ck', 'K'],
  ['ng', 'NG'],
  ['qu', 'K W'],
  ['kn', 'N'],
  ['wr', 'R'],
  ['ee', 'IY'],
  ['ea', 'IY'],
  ['oo', 'UW'],
  ['ou', 'AW'],
  ['ow', 'OW'],
  ['oi', 'OY'],
  ['oy', 'OY'],
  ['ai', 'EY'],
  ['ay', 'EY'],
  ['au', 'AO'],
  ['aw', 'AO'],
  ['ei', 'AY'],
  ['ie', 'IY'],
  ['oa', 'OW'],
  ['ue', 'UW'],
  ['ew', 'UW'],
  ['er', 'ER'],
  ['ir', 'ER'],
  ['ur', 'ER'],
  ['a', 'AE'],
  ['b', 'B'],
  ['c', 'K'],
  ['d', 'D'],
  ['e', 'EH'],
  ['f', 'F'],
  ['g', 'G'],
  ['h', 'HH'],
  ['i', 'IH'],
  ['j', 'JH'],
  ['k', 'K'],
  ['l', 'L'],
  ['m', 'M'],
  ['n', 'N'],
  ['o', 'AA'],
  ['p', 'P'],
  ['q', 'K'],
  ['r', 'R'],
  ['s', 'S'],
  ['t', 'T'],
  ['u', 'AH'],
  ['v', 'V'],
  ['w', 'W'],
  ['x', 'K S'],
  ['y', 'IY'],
  ['z', 'Z'],
  ['0', 'Z IH R OW'],
  ['1', 'W AH N'],
  ['2', 'T UW'],
  ['3', 'TH R IY'],
  ['4', 'F AO R'],
  ['5', 'F AY V'],
  ['6', 'S IH K S'],
  ['7', 'S EH V AH N'],
  ['8', 'EY T'],
  ['9', 'N AY N'],
];

/** A word by its letters; doubled consonants sound once, a final e after a consonant is silent. Undefined for no known letter. */
export function fromSpelling(word: string): string | undefined {
  let rest = word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/([b-df-hj-np-tv-z])\1/g, '$1');
  if (rest.length > 3) rest = rest.replace(/([b-df-hj-np-tv-z])e$/, '$1');
  const phones: string[] = [];
  while (rest !== '') {
    const rule = spelling.find(([letters]) => rest.startsWith(letters));
    if (rule === undefined) return undefined;
    phones.push(rule[1]);
    rest = rest.slice(rule[0].length);
  }
  return phones.length === 0 ? undefined : phones.join(' ');
}
