import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const covers = use('covers', {
  summary: 'Opens, closes, stops and positions blinds, curtains, windows, garage doors, gates and valves.',
  input: command,
  output: reply,
  intents: {
    HassTurnOn: ['cover', 'valve'],
    HassTurnOff: ['cover', 'valve'],
    HassToggle: ['cover', 'valve'],
    HassSetPosition: true,
    HassStopMoving: true,
    HassOpenCover: true,
    HassCloseCover: true,
  },
});
