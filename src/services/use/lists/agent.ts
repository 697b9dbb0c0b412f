import { agent } from 'agentos/service';
import { joinWords } from '../../../language/say_duration.ts';
import { listAdd, listChange, listClear, listNames, listRead } from '../../need/lists/contract.ts';
import { lists } from './contract.ts';
import { itemsOf, listOf, nameList } from './list_slots.ts';

export default agent({
  contract: lists,
  *run({ input }) {
    const list = listOf(input);
    const items = itemsOf(input, list);
    if (input.intent === 'AgentosListRead') {
      if (input.slots.name === undefined) return yield* sayNames();
      return items.length === 0 ? yield* readAloud(list) : yield* lookFor(list, items);
    }
    if (input.intent === 'AgentosListClear')
      return input.slots.name === undefined
        ? failed('Say which list, for example "clear the shopping list".')
        : yield* clear(list);
    if (items.length === 0 && input.intent.endsWith('AddItem') && input.slots.name !== undefined)
      return failed(`Say what to put on it, for example "add milk to ${nameList(list)}".`);
    if (items.length === 0)
      return failed(`I did not catch what it is about. Say, for example, "add milk to ${nameList(list)}".`);
    if (input.intent.endsWith('AddItem')) return yield* add(list, items);
    return yield* change(list, items, input.intent.endsWith('RemoveItem') ? 'remove' : 'complete');
  },
});

function* add(list: string, items: string[]) {
  const { added, already } = yield* listAdd({ list, items });
  const there = `${joinWords(already)} ${already.length === 1 ? 'is' : 'are'} already on ${nameList(list)}.`;
  if (added.length === 0) return done(capital(there));
  const put = `Added ${joinWords(added)} to ${nameList(list)}.`;
  return done(already.length === 0 ? put : `${put} ${capital(there)}`);
}

function* change(list: string, items: string[], how: 'complete' | 'remove') {
  const { changed, missing } = yield* listChange({ list, items, change: how });
  const names = joinWords(changed.map(({ text }) => text));
  const verb =
    how === 'remove' ? `Removed ${names} from ${nameList(list)}.` : `Checked off ${names} on ${nameList(list)}.`;
  const lacking = `There is no ${joinWords(missing, 'or')} on ${nameList(list)}.`;
  if (changed.length === 0) return { text: lacking, outcome: 'failed' as const };
  return done(missing.length === 0 ? verb : `${verb} ${lacking}`);
}

function* readAloud(list: string) {
  const { items } = yield* listRead({ list });
  const open = items.filter((item) => !item.done).map(({ text }) => text);
  if (open.length === 0)
    return done(
      items.length === 0 ? `${capital(nameList(list))} is empty.` : `Everything on ${nameList(list)} is done.`,
    );
  return done(`${capital(nameList(list))} has ${open.length} item${open.length === 1 ? '' : 's'}: ${joinWords(open)}.`);
}

function* lookFor(list: string, wanted: string[]) {
  const { found } = yield* listRead({ list, items: wanted });
  const open = found.filter((item) => !item.done).map(({ text }) => text);
  if (open.length === 0) return done(`No, there is no ${joinWords(wanted, 'or')} on ${nameList(list)}.`);
  return done(`Yes, ${joinWords(open)} ${open.length === 1 ? 'is' : 'are'} on ${nameList(list)}.`);
}

function* clear(list: string) {
  const { items } = yield* listClear({ list });
  if (items.length === 0) return done(`${capital(nameList(list))} is already empty.`);
  return done(`Took ${items.length} item${items.length === 1 ? '' : 's'} off ${nameList(list)}.`);
}

function* sayNames() {
  const { lists: known } = yield* listNames({});
  if (known.length === 0) return done('Your lists are empty.');
  return done(
    `You have ${joinWords(known.map(({ name, open }) => `the ${name} list with ${open} open item${open === 1 ? '' : 's'}`))}.`,
  );
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function failed(text: string) {
  return { text, outcome: 'failed' as const };
}

function done(text: string) {
  return { text, outcome: 'done' as const };
}
