import { reply, use } from 'agentos/contract';
import { announcement } from '../../need/announce/contract.ts';

export const announcer = use('announcer', {
  summary: 'Says an announcement to everyone.',
  input: announcement.schema,
  output: reply,
});
