import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const switches = use('switches', {
  summary: 'Switches on and off whatever is only that: plugs, sirens, humidifiers, automations; presses buttons.',
  input: command,
  output: reply,
  intents: {
    HassTurnOn: [
      'switch',
      'input_boolean',
      'siren',
      'humidifier',
      'remote',
      'automation',
      'group',
      'button',
      'input_button',
      'water_heater',
    ],
    HassTurnOff: ['switch', 'input_boolean', 'siren', 'humidifier', 'remote', 'automation', 'group', 'water_heater'],
    HassToggle: ['switch', 'input_boolean', 'siren', 'humidifier', 'remote', 'automation', 'group', 'water_heater'],
  },
});
