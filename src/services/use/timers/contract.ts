import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const timers = use('timers', {
  summary: 'Sets, changes and tells timers: several at once, with or without a name, in every room.',
  input: command,
  output: reply,
  intents: {
    HassStartTimer: true,
    HassCancelTimer: true,
    HassCancelAllTimers: true,
    HassIncreaseTimer: true,
    HassDecreaseTimer: true,
    HassPauseTimer: true,
    HassUnpauseTimer: true,
    HassTimerStatus: true,
  },
});
