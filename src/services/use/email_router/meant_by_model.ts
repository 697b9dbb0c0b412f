import { z } from 'zod';
import type { Command } from '../../../language/command.ts';

const INTENTS = {
  list: 'AgentosMailList',
  search: 'AgentosMailSearch',
  read: 'AgentosMailRead',
  summarise: 'AgentosMailSummarise',
  write: 'AgentosMailCompose',
  reply: 'AgentosMailReply',
  delete: 'AgentosMailDelete',
  mark: 'AgentosMailMark',
  tasks: 'AgentosMailTasks',
} as const;
const words = z.string().trim().max(5_000).nullish();

const meant = z.object({
  action: z.enum(['list', 'search', 'read', 'summarise', 'write', 'reply', 'delete', 'mark', 'tasks', 'none']),
  to: words,
  from: words,
  about: words,
  message: words,
  subject: words,
  unread: z.boolean().nullish(),
  draft: z.boolean().nullish(),
  mark_as: z.enum(['read', 'unread', 'flagged']).nullish(),
});

const text = (description: string) => ({ type: ['string', 'null'], description });

/** What a model fills in for a sentence about mail. */
export const MEANT = {
  type: 'object',
  properties: {
    action: {
      type: 'string',
      enum: meant.shape.action.options,
      description: 'What is wanted; "none" where it is not about mail.',
    },
    to: text('Whom a new mail goes to, in the words of the sentence, several joined by "and".'),
    from: text('Who sent the mail that is meant.'),
    about: text('Words that stand in the mail that is meant.'),
    message: text('What the new mail or the answer should say.'),
    subject: text('Subject of a new mail, where the sentence gives one.'),
    unread: { type: ['boolean', 'null'], description: 'Whether only unread mail is meant.' },
    draft: { type: ['boolean', 'null'], description: 'Whether the mail is to be kept as a draft and not sent.' },
    mark_as: { type: ['string', 'null'], enum: ['read', 'unread', 'flagged', null] },
  },
  required: ['action', 'to', 'from', 'about', 'message', 'subject', 'unread', 'draft', 'mark_as'],
  additionalProperties: false,
};

export const ASK = `You are given one sentence that a person said to their assistant about their mail. Say what they want done, in \
their own words. Fill in only what the sentence says; null for the rest.`;

/** The command that a model's answer comes to, as if it had been said in words that the grammar knows. Undefined for none. */
export function commandOf(value: unknown, said: string): Command | undefined {
  const { data } = meant.safeParse(value);
  if (data === undefined || data.action === 'none') return undefined;
  const { action, about, mark_as: as, ...rest } = data;
  const given = { ...rest, ...(about === undefined ? {} : { topic: about }), ...(as === undefined ? {} : { as }) };
  const slots: Command['slots'] = {};
  for (const [name, slot] of Object.entries(given))
    if (slot !== null && slot !== undefined && slot !== '') slots[name] = slot;
  return { intent: INTENTS[action], slots, targets: [], text: said };
}
