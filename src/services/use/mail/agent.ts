import { agent, Fault } from 'agentos/service';
import { deleteMail, markMail } from './change.ts';
import { mail } from './contract.ts';
import { listMail, readMail } from './look.ts';
import { mailProblem } from './say_mail.ts';
import { summariseMail, tellTasks } from './sum_up.ts';
import { answerMail, composeMail, sendMail } from './write.ts';

export default agent({
  contract: mail,
  *run({ input: { intent, slots }, thread }) {
    try {
      switch (intent) {
        case 'AgentosMailList':
        case 'AgentosMailSearch':
          return yield* listMail(slots);
        case 'AgentosMailRead':
          return yield* readMail(slots, thread);
        case 'AgentosMailSummarise':
          return yield* summariseMail(slots);
        case 'AgentosMailTasks':
          return yield* tellTasks(slots);
        case 'AgentosMailSend':
          return yield* sendMail(slots);
        case 'AgentosMailCompose':
          return yield* composeMail(slots);
        case 'AgentosMailReply':
          return yield* answerMail(slots, thread);
        case 'AgentosMailDelete':
          return yield* deleteMail(slots, thread);
        case 'AgentosMailMark':
          return yield* markMail(slots, thread);
        default:
          throw new Fault('INVALID_ARGUMENT', `use.mail does not know the intent ${intent}.`);
      }
    } catch (thrown) {
      const said = mailProblem(thrown);
      if (said === undefined) throw thrown;
      return { text: said, outcome: 'failed' as const };
    }
  },
});
