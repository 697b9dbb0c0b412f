export type Dimension =
  | 'mass'
  | 'volume'
  | 'length'
  | 'area'
  | 'speed'
  | 'angle'
  | 'data'
  | 'power'
  | 'energy'
  | 'package';

/** A unit of measure: its name in the singular, what it measures, and its size in the dimension's base unit (g, l, m, m², m/s, °, byte, W, Wh). */
export interface Unit {
  readonly name: string;
  readonly dimension: Dimension;
  /** Absent where units do not convert into each other (a bag, a can). */
  readonly size?: number;
}

/** name | size in the base unit | other spellings. Plurals with -s are understood. US customary sizes for gallon to teaspoon. */
const tables: Readonly<Partial<Record<Dimension, string>>> = {
  mass: `gram 1 gramme g gr gs; kilogram 1000 kilo kg kgs kilogramme; milligram 0.001 mg mgs; pound 453.59237 lb lbs; ounce 28.349523125 oz;
    stone 6350.29318; ton 907184.74; tonne 1000000`,
  volume: `litre 1 liter l; millilitre 0.001 milliliter ml mls; centilitre 0.01 centiliter cl; decilitre 0.1 deciliter dl; hectolitre 100 hectoliter hl;
    gallon 3.785411784 gal gals; quart 0.946352946 qt; pint 0.473176473 pt; cup 0.2365882365; tablespoon 0.01478676478125 tbsp;
    teaspoon 0.00492892159375 tsp`,
  length: `metre 1 meter m; kilometre 1000 kilometer km kms; centimetre 0.01 centimeter cm cms; millimetre 0.001 millimeter mm mms;
    micrometre 1e-6 micrometer; nanometre 1e-9 nanometer nm; picometre 1e-12 picometer;
    mile 1609.344 mi; yard 0.9144 yd yds; foot 0.3048 feet ft; inch 0.0254 inches in`,
  area: `acre 4046.8564224; hectare 10000 ha`,
  angle: `degree 1 °; turn 360`,
  data: `byte 1; kilobyte 1000 kb; megabyte 1000000 mb; gigabyte 1000000000 gb; terabyte 1000000000000 tb; bit 0.125`,
  power: `watt 1 w; kilowatt 1000 kw; megawatt 1000000 mw`,
  energy: `watthour 1 wh; kilowatthour 1000 kwh`,
};

const packages =
  'bag bar block bottle bowl box=boxes bunch=bunches can carton clove glass=glasses handful head jar jug loaf=loaves pack packet package piece pinch=pinches pot punnet roll sachet slice sprig stick tin tray tub tube';

/** Units of several words, by their words. */
const phrases: readonly (readonly [string, Unit])[] = [
  ['miles an hour', { name: 'mile per hour', dimension: 'speed', size: 0.44704 }],
  ['miles per hour', { name: 'mile per hour', dimension: 'speed', size: 0.44704 }],
  ['kilometers per hour', { name: 'kilometre per hour', dimension: 'speed', size: 1 / 3.6 }],
  ['kilometres per hour', { name: 'kilometre per hour', dimension: 'speed', size: 1 / 3.6 }],
  ['square meters', { name: 'square metre', dimension: 'area', size: 1 }],
  ['square metres', { name: 'square metre', dimension: 'area', size: 1 }],
  ['square feet', { name: 'square foot', dimension: 'area', size: 0.09290304 }],
  ['square kilometers', { name: 'square kilometre', dimension: 'area', size: 1e6 }],
  ['square kilometres', { name: 'square kilometre', dimension: 'area', size: 1e6 }],
  ['cubic meters', { name: 'cubic metre', dimension: 'volume', size: 1000 }],
  ['cubic metres', { name: 'cubic metre', dimension: 'volume', size: 1000 }],
  ['cubic feet', { name: 'cubic foot', dimension: 'volume', size: 28.316846592 }],
  ['watt hours', { name: 'watthour', dimension: 'energy', size: 1 }],
  ['kilowatt hours', { name: 'kilowatthour', dimension: 'energy', size: 1000 }],
  ['kilowatt hour', { name: 'kilowatthour', dimension: 'energy', size: 1000 }],
  ['metric tons', { name: 'tonne', dimension: 'mass', size: 1e6 }],
  ['metric ton', { name: 'tonne', dimension: 'mass', size: 1e6 }],
  ['fluid ounces', { name: 'fluid ounce', dimension: 'volume', size: 0.0295735295625 }],
  ['fl oz', { name: 'fluid ounce', dimension: 'volume', size: 0.0295735295625 }],
];

function readTables(): Map<string, Unit> {
  const found = new Map<string, Unit>(phrases);
  for (const dimension of ['mass', 'volume', 'length', 'area', 'angle', 'data', 'power', 'energy'] as const) {
    for (const line of (tables[dimension] ?? '').split(';')) {
      const [name = '', size, ...others] = line.trim().split(/\s+/u);
      const unit: Unit = { name, dimension, size: Number(size) };
      for (const word of [name, ...others]) {
        found.set(word, unit);
        if (word.length > 3 || word === 'cup') found.set(`${word}s`, unit);
      }
    }
  }
  for (const word of packages.split(' ')) {
    const [name = '', plural = `${name}s`] = word.split('=');
    const unit: Unit = { name, dimension: 'package' };
    found.set(name, unit).set(plural, unit);
  }
  return found;
}

const unitsByWords = readTables();

/** The unit that one to three words name, in lower case. */
export function unitNamed(words: string): Unit | undefined {
  return unitsByWords.get(words);
}
