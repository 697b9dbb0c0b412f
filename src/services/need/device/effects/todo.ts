import type { Json } from '../../../../language/home.ts';
import { openItems } from '../starting_state.ts';
import { type Change, type Now, Refused, type Services, service, wantedText } from './service.ts';

interface Item {
  readonly [name: string]: Json;
  readonly summary: string;
  readonly status: string;
}

/** A to-do list's state is the number of items that are still to do. */
export const todo: Services = {
  add_item: service(['item', 'due_date', 'due_datetime', 'description'], (now, { item: _, ...rest }) => {
    const summary = wantedText({ item: _ ?? null }, 'item');
    return listed([...itemsOf(now), { ...rest, summary, status: 'needs_action' }]);
  }),
  remove_item: service(['item'], (now, data) => {
    const at = placeOf(now, wantedText(data, 'item'));
    return listed(itemsOf(now).filter((_, place) => place !== at));
  }),
  update_item: service(['item', 'rename', 'status'], (now, data) => {
    const at = placeOf(now, wantedText(data, 'item'));
    const status = data.status === undefined ? undefined : wantedText(data, 'status');
    if (status !== undefined && status !== 'completed' && status !== 'needs_action')
      throw new Refused(`knows no status "${status}"`);
    const rename = data.rename === undefined ? undefined : wantedText(data, 'rename');
    return listed(
      itemsOf(now).map((item, place) =>
        place === at ? { ...item, summary: rename ?? item.summary, status: status ?? item.status } : item,
      ),
    );
  }),
  remove_completed_items: service([], (now) => listed(itemsOf(now).filter((item) => item.status !== 'completed'))),
};

/** Items of a home file may be texts alone. */
function itemsOf(now: Now): Item[] {
  const items = now.attributes.todo_items;
  if (!Array.isArray(items)) return [];
  return items.flatMap((item) => {
    if (typeof item === 'string') return [{ summary: item, status: 'needs_action' }];
    if (item === null || typeof item !== 'object' || Array.isArray(item) || typeof item.summary !== 'string') return [];
    return [{ ...item, summary: item.summary, status: item.status === 'completed' ? 'completed' : 'needs_action' }];
  });
}

function placeOf(now: Now, wanted: string): number {
  const items = itemsOf(now);
  const same = (item: Item): boolean => item.summary.toLowerCase() === wanted.toLowerCase() || item.uid === wanted;
  const open = items.findIndex((item) => item.status !== 'completed' && same(item));
  const at = open >= 0 ? open : items.findIndex(same);
  if (at < 0) throw new Refused(`has no "${wanted}"`);
  return at;
}

function listed(items: readonly Item[]): Change {
  const written: Json = items.map((item) => ({ ...item }));
  return { state: String(openItems(written)), attributes: { todo_items: written } };
}
