import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const scenes = use('scenes', {
  summary: 'Turns on scenes and runs scripts.',
  input: command,
  output: reply,
  intents: { HassTurnOn: ['scene', 'script'], HassTurnOff: ['script'] },
});
