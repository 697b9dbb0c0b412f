import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const lights = use('lights', {
  summary: 'Switches, dims and colours lights.',
  input: command,
  output: reply,
  intents: {
    HassTurnOn: ['light'],
    HassTurnOff: ['light'],
    HassToggle: ['light'],
    HassLightSet: true,
    AgentosLightAdjust: true,
  },
});
