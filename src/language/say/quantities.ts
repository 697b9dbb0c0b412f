/** A number as it is read aloud well: at most `decimals` places, no needless zeros, thousands parted. */
export function sayNumber(value: number, decimals = 1): string {
  const rounded = Number(value.toFixed(decimals));
  return new Intl.NumberFormat('en', { maximumFractionDigits: decimals }).format(Object.is(rounded, -0) ? 0 : rounded);
}

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  '°C': ['degree', 'degrees'],
  '°F': ['degree', 'degrees'],
  '°': ['degree', 'degrees'],
  K: ['kelvin', 'kelvin'],
  '%': ['percent', 'percent'],
  W: ['watt', 'watts'],
  kW: ['kilowatt', 'kilowatts'],
  Wh: ['watt hour', 'watt hours'],
  kWh: ['kilowatt hour', 'kilowatt hours'],
  V: ['volt', 'volts'],
  A: ['ampere', 'amperes'],
  Hz: ['hertz', 'hertz'],
  lx: ['lux', 'lux'],
  hPa: ['hectopascal', 'hectopascals'],
  mbar: ['millibar', 'millibars'],
  mm: ['millimetre', 'millimetres'],
  cm: ['centimetre', 'centimetres'],
  m: ['metre', 'metres'],
  km: ['kilometre', 'kilometres'],
  mi: ['mile', 'miles'],
  'km/h': ['kilometre an hour', 'kilometres an hour'],
  'm/s': ['metre a second', 'metres a second'],
  mph: ['mile an hour', 'miles an hour'],
  'm³': ['cubic metre', 'cubic metres'],
  L: ['litre', 'litres'],
  kg: ['kilogram', 'kilograms'],
  g: ['gram', 'grams'],
  dB: ['decibel', 'decibels'],
  ppm: ['part per million', 'parts per million'],
  s: ['second', 'seconds'],
  min: ['minute', 'minutes'],
  h: ['hour', 'hours'],
  d: ['day', 'days'],
};

/** A value with its unit in words: `21.5 degrees`, `1 watt`, `54 percent`. An unknown unit is said as it is written. */
export function sayQuantity(value: number, unit: string | undefined): string {
  const number = sayNumber(value);
  if (unit === undefined || unit === '') return number;
  const words = UNITS[unit];
  if (words === undefined) return `${number} ${unit}`;
  return `${number} ${Math.abs(value) === 1 ? words[0] : words[1]}`;
}

/** A time of day: `7:05 PM`, or `19:05` on a clock of 24 hours. */
export function sayClockTime(hour: number, minute: number, clock: 12 | 24 = 12): string {
  const minutes = String(minute).padStart(2, '0');
  if (clock === 24) return `${hour}:${minutes}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minutes} ${hour < 12 ? 'AM' : 'PM'}`;
}
