import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const locks = use('locks', {
  summary: 'Locks and unlocks.',
  input: command,
  output: reply,
  intents: { HassTurnOn: ['lock'], HassTurnOff: ['lock'], HassToggle: ['lock'] },
});
