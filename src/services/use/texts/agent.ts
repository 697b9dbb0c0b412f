import { agent, Fault } from 'agentos/service';
import { summaryAgent } from '../summary_agent/contract.ts';
import { type Task, taskExtractor } from '../task_extractor/contract.ts';
import { texts } from './contract.ts';

/** More is not kept in mind. */
const TOLD = 12;

/** With a model or without: then it is the text's own sentences, and what its form tells. */
export default agent({
  contract: texts,
  *run({ input: { intent, slots } }) {
    const { text } = slots;
    if (typeof text !== 'string' || text.trim() === '') return done('There is no text to look at.');
    switch (intent) {
      case 'AgentosTextSummarise': {
        const summed = yield* summaryAgent({ texts: [{ text }], sentences: 4 });
        if (!summed.excerpt) return done(summed.text);
        return done(`I have no model to sum it up with. In its own words: ${summed.text}`);
      }
      case 'AgentosTextTasks': {
        const { tasks } = yield* taskExtractor({ text });
        return done(tasks.length === 0 ? 'I found nothing to do in it.' : sayTasks(tasks));
      }
      default:
        throw new Fault('INVALID_ARGUMENT', `use.texts does not know the intent ${intent}.`);
    }
  },
});

function sayTasks(tasks: readonly Task[]): string {
  const told = tasks.slice(0, TOLD).map(({ text, due_said: due, who }) => {
    const whose = who === undefined ? '' : `${who}: `;
    return `${whose}${text.replace(/[.!]+$/, '')}${due === undefined ? '' : ` (${due})`}.`;
  });
  const rest = tasks.length - told.length;
  const count = tasks.length === 1 ? 'One thing to do' : `${tasks.length} things to do`;
  return `${count}. ${told.join(' ')}${rest > 0 ? ` And ${rest} more.` : ''}`;
}

function done(text: string) {
  return { text, outcome: 'done' as const };
}
