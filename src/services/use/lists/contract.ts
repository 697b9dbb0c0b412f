import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const lists = use('lists', {
  summary: 'Shopping list, to-do list and the lists of your own: adds, checks off, removes, reads aloud, clears.',
  input: command,
  output: reply,
  intents: {
    HassShoppingListAddItem: true,
    HassShoppingListCompleteItem: true,
    HassListAddItem: true,
    HassListCompleteItem: true,
    HassListRemoveItem: true,
    AgentosListRead: true,
    AgentosListClear: true,
  },
});
