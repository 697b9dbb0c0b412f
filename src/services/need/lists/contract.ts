import { need } from 'agentos/contract';
import { z } from 'zod';

/** `shopping`, `to-do`, or a name of the household's own; case does not tell lists apart. */
const list = z.string().min(1).max(200);
const itemText = z.string().min(1).max(500);
const listItem = z.object({ text: itemText, done: z.boolean() });

export const listNames = need('lists.names', {
  summary: 'The lists that hold anything, and how much is open on each.',
  input: z.object({}),
  output: z.object({ lists: z.array(z.object({ name: z.string(), open: z.number().int() })) }),
  effect: 'read',
  risk: 'open',
});

export const listRead = need('lists.read', {
  summary: 'What is on a list, in the order it was put there.',
  input: z.object({
    list,
    /** Things to look for. */
    items: z.array(itemText).default([]),
  }),
  output: z.object({
    items: z.array(listItem),
    /** Of the things to look for, those that are on it. */
    found: z.array(listItem),
  }),
  effect: 'read',
  risk: 'open',
});

/** Brings back items as they were: what undo needs. */
export const listRestore = need('lists.restore', {
  summary: 'Put items on a list as they were.',
  input: z.object({ list, items: z.array(listItem).min(1) }),
  output: z.object({}),
  effect: 'local',
  risk: 'home',
});

/** Items are found by their words, whatever the case, and one or many: `apple` is `Apples`. */
export const listChange = need('lists.change', {
  summary: 'Check off, open again or remove items of a list.',
  input: z.object({ list, items: z.array(itemText).min(1), change: z.enum(['complete', 'reopen', 'remove']) }),
  output: z.object({
    /** As they stood on the list before. */
    changed: z.array(listItem),
    missing: z.array(z.string()),
  }),
  effect: 'local',
  risk: 'home',
  undo: (input, { changed }) => (changed.length === 0 ? undefined : listRestore({ list: input.list, items: changed })),
});

export const listAdd = need('lists.add', {
  summary: 'Put items on a list; it is made if there is none of that name.',
  input: z.object({ list, items: z.array(itemText).min(1).max(100) }),
  output: z.object({
    added: z.array(z.string()),
    /** Open on the list already. */
    already: z.array(z.string()),
  }),
  effect: 'local',
  risk: 'home',
  undo: (input, { added }) =>
    added.length === 0 ? undefined : listChange({ list: input.list, items: added, change: 'remove' }),
});

export const listClear = need('lists.clear', {
  summary: 'Take everything off a list, or only what is done.',
  input: z.object({ list, only: z.enum(['all', 'done']).default('all') }),
  output: z.object({ items: z.array(listItem) }),
  effect: 'local',
  // It can be undone, so it is no loss.
  risk: 'home',
  undo: (input, { items }) => (items.length === 0 ? undefined : listRestore({ list: input.list, items })),
});
