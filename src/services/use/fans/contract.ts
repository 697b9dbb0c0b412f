import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const fans = use('fans', {
  summary: 'Switches fans and sets their speed.',
  input: command,
  output: reply,
  intents: {
    HassTurnOn: ['fan'],
    HassTurnOff: ['fan'],
    HassToggle: ['fan'],
    HassFanSetSpeed: true,
    AgentosFanAdjust: true,
  },
});
