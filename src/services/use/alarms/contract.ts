import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const alarms = use('alarms', {
  summary: 'Sets, tells, moves and cancels alarms, once or on days that come again; snoozes and stops one that rings.',
  input: command,
  output: reply,
  intents: {
    AgentosAlarmSet: true,
    AgentosAlarmList: true,
    AgentosAlarmCancel: true,
    AgentosAlarmChange: true,
    AgentosAlarmSnooze: true,
    AgentosAlarmStop: true,
  },
});
