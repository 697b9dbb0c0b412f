type Attributes = { readonly [name: string]: unknown };

/** What a thermostat aims at; what it measures where it aims at nothing. In its own degrees. */
export function targetTemperature({ temperature, current_temperature: current }: Attributes): number | undefined {
  return typeof temperature === 'number' ? temperature : typeof current === 'number' ? current : undefined;
}

/** A temperature as said, in the device's own degrees. Without a unit on either side it is taken as it was said. */
export function inUnitOf(attributes: Attributes, temperature: unknown, unit: unknown): number | undefined {
  if (typeof temperature !== 'number') return undefined;
  const own = unitOf(attributes);
  if (unit === 'fahrenheit' && own === 'celsius') return Math.round(((temperature - 32) / 1.8) * 10) / 10;
  if (unit === 'celsius' && own === 'fahrenheit') return Math.round(temperature * 1.8 + 32);
  return temperature;
}

export function unitOf(attributes: Attributes): 'celsius' | 'fahrenheit' | undefined {
  const unit = attributes.temperature_unit ?? attributes.unit_of_measurement;
  return unit === '°C' ? 'celsius' : unit === '°F' ? 'fahrenheit' : undefined;
}
