import { agent, Fault } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { type Demand, setAndSay } from '../../need/device/contract.ts';
import { lights } from './contract.ts';

/** What "a bit brighter" is, in percent points. */
const STEP_PCT = 20;
/** What "warmer" is, in kelvin: a step between the usual whites. */
const WARM = 2_700;
const COOL = 5_000;

type Said = (names: string) => string;

export default agent({
  contract: lights,
  *run({ input }) {
    const { brightness, color, temperature } = input.slots;
    if (input.intent === 'HassLightSet' && (brightness ?? color ?? temperature) === undefined)
      return {
        text: 'Say which colour, or how bright. For example, "make the lights blue".',
        outcome: 'failed' as const,
      };
    const [demand, said] = wanted(input);
    return yield* setAndSay(input, [{ targets: input.targets, ...demand }], said);
  },
});

function wanted({ intent, slots }: Command): [Omit<Demand, 'targets'>, Said] {
  switch (intent) {
    case 'HassTurnOn':
      return [{ service: 'turn_on' }, (names) => `turned on ${names}`];
    case 'HassTurnOff':
      return [{ service: 'turn_off' }, (names) => `turned off ${names}`];
    case 'HassToggle':
      return [{ service: 'toggle' }, (names) => `switched over ${names}`];
    case 'HassLightSet':
      return set(slots);
    case 'AgentosLightAdjust':
      return adjust(slots);
    default:
      throw new Fault('INVALID_ARGUMENT', `use.lights does not know the intent ${intent}.`);
  }
}

function set({ brightness, color, temperature }: Command['slots']): [Omit<Demand, 'targets'>, Said] {
  const data: NonNullable<Demand['data']> = {};
  const parts: string[] = [];
  if (typeof brightness === 'number') {
    data.brightness_pct = brightness;
    parts.push(`${brightness}%`);
  }
  if (typeof color === 'string') {
    data.color_name = color;
    parts.push(color);
  }
  if (typeof temperature === 'number') {
    data.color_temp_kelvin = temperature;
    parts.push(`${temperature} kelvin`);
  }
  if (brightness === 0) return [{ service: 'turn_off' }, (names) => `turned off ${names}`];
  return [
    { service: 'turn_on', data },
    (names) => (parts.length === 0 ? `turned on ${names}` : `set ${names} to ${parts.join(' and ')}`),
  ];
}

function adjust({
  brightness_step: step,
  temperature_step: warmth,
}: Command['slots']): [Omit<Demand, 'targets'>, Said] {
  if (warmth === 'warmer' || warmth === 'cooler') {
    const kelvin = warmth === 'warmer' ? WARM : COOL;
    return [{ service: 'turn_on', data: { color_temp_kelvin: kelvin } }, (names) => `made ${names} ${warmth}`];
  }
  const percent = typeof step === 'number' ? step : step === 'down' ? -STEP_PCT : STEP_PCT;
  return [
    { service: 'turn_on', data: { brightness_step_pct: percent } },
    (names) => `${percent < 0 ? 'dimmed' : 'brightened'} ${names}`,
  ];
}
