import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const vacuums = use('vacuums', {
  summary: 'Sends vacuum cleaners and lawn mowers out and home.',
  input: command,
  output: reply,
  intents: {
    HassTurnOn: ['vacuum', 'lawn_mower'],
    HassTurnOff: ['vacuum', 'lawn_mower'],
    HassVacuumStart: true,
    HassVacuumReturnToBase: true,
    HassVacuumCleanArea: true,
    HassLawnMowerStartMowing: true,
    HassLawnMowerDock: true,
  },
});
