import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const climate = use('climate', {
  summary: 'Sets and tells temperatures and modes of heating and cooling.',
  input: command,
  output: reply,
  intents: {
    HassTurnOn: ['climate'],
    HassTurnOff: ['climate'],
    HassToggle: ['climate'],
    HassClimateSetTemperature: true,
    HassClimateGetTemperature: true,
    AgentosClimateAdjust: true,
    AgentosClimateSetMode: true,
  },
});
