import { reply, use } from 'agentos/contract';
import { waitMet } from '../../need/wait/contract.ts';

export const waitAnnouncer = use('wait_announcer', {
  summary: 'Does what was waited for until something in the house came to be so.',
  input: waitMet.schema,
  output: reply,
});
