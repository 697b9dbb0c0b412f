import { beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/daemon/model/json.ts';
import { listAdd, listClear } from '../../../src/services/need/lists/contract.ts';
import durable from '../../../src/services/need/lists/durable.ts';
import lists from '../../../src/services/use/lists/agent.ts';
import { driveAsync } from '../drive.ts';
import { MemoryStorage } from '../memory_storage.ts';
import { ToolHost } from '../tool_host.ts';

describe('use.lists', () => {
  let storage: MemoryStorage;
  let host: ToolHost;

  beforeEach(() => {
    storage = new MemoryStorage();
    host = new ToolHost({ storage }).add(...durable);
  });

  const say = async (intent: string, slots: { [slot: string]: Json } = {}) => {
    const { value } = await driveAsync(lists, { intent, slots, targets: [], text: 'x' }, ({ subject, input }) =>
      host.call(subject, input),
    );
    return value;
  };
  const shopping = () => say('AgentosListRead', { name: 'shopping list' });

  it('puts things on the shopping list and reads it aloud in that order', async () => {
    expect(await shopping()).toMatchObject({ text: 'Your shopping list is empty.' });
    expect(await say('HassShoppingListAddItem', { item: 'milk' })).toEqual({
      text: 'Added milk to your shopping list.',
      outcome: 'done',
    });
    await say('HassShoppingListAddItem', { item: 'some eggs' });
    expect(await shopping()).toMatchObject({ text: 'Your shopping list has 2 items: milk and eggs.' });
  });

  it.each<[Json, string]>([
    ['milk, eggs and bread', 'milk, eggs, and bread'],
    ['mac and cheese', 'mac and cheese'],
    ['salt and pepper, and tea', 'salt and pepper and tea'],
    [['milk', 'eggs'], 'milk and eggs'],
    ['the milk and milk', 'milk'],
  ])('takes %j apart', async (item, said) => {
    expect(await say('HassShoppingListAddItem', { item })).toMatchObject({
      text: `Added ${said} to your shopping list.`,
    });
  });

  it('does not take apart what there is to do', async () => {
    expect(await say('HassListAddItem', { name: 'to do', item: 'call mum and dad' })).toMatchObject({
      text: 'Added call mum and dad to your to-do list.',
    });
  });

  it('puts nothing on twice, and says so', async () => {
    await say('HassShoppingListAddItem', { item: 'apples' });
    expect(await say('HassShoppingListAddItem', { item: 'Apples and tea' })).toMatchObject({
      text: 'Added tea to your shopping list. Apples is already on your shopping list.',
    });
    await say('HassShoppingListCompleteItem', { item: 'apples' });
    expect(await say('HassShoppingListAddItem', { item: 'apples' })).toMatchObject({
      text: 'Added apples to your shopping list.',
    });
    expect(await shopping()).toMatchObject({ text: 'Your shopping list has 2 items: tea and apples.' });
  });

  it('checks off and removes, one or many of a thing', async () => {
    await say('HassShoppingListAddItem', { item: 'apples, milk and tea' });
    expect(await say('HassShoppingListCompleteItem', { item: 'apple' })).toMatchObject({
      text: 'Checked off apples on your shopping list.',
    });
    expect(await say('HassListRemoveItem', { name: 'shopping list', item: 'milk' })).toMatchObject({
      text: 'Removed milk from your shopping list.',
    });
    expect(await say('HassListRemoveItem', { name: 'shopping list', item: 'jam' })).toEqual({
      text: 'There is no jam on your shopping list.',
      outcome: 'failed',
    });
    expect(await shopping()).toMatchObject({ text: 'Your shopping list has 1 item: tea.' });
    await say('HassShoppingListCompleteItem', { item: 'tea' });
    expect(await shopping()).toMatchObject({ text: 'Everything on your shopping list is done.' });
  });

  it('looks for a thing', async () => {
    await say('HassShoppingListAddItem', { item: 'milk' });
    expect(await say('AgentosListRead', { name: 'shopping list', item: 'milk' })).toMatchObject({
      text: 'Yes, milk is on your shopping list.',
    });
    expect(await say('AgentosListRead', { name: 'shopping list', item: 'jam' })).toMatchObject({
      text: 'No, there is no jam on your shopping list.',
    });
  });

  it('keeps lists of the household apart', async () => {
    await say('HassListAddItem', { name: "Trader Joe's", item: 'nuts' });
    await say('HassListAddItem', { name: 'the Chores list', item: 'take out the trash' });
    await say('HassShoppingListAddItem', { item: 'milk' });
    expect(await say('AgentosListRead', { name: 'chores' })).toMatchObject({
      text: 'Your chores list has 1 item: take out the trash.',
    });
    expect(await say('AgentosListRead')).toMatchObject({
      text: "You have the Chores list with 1 open item, the shopping list with 1 open item, and the Trader Joe's list with 1 open item.",
    });
    expect(await say('HassListCompleteItem', { name: 'Chores', item: 'take out the trash' })).toMatchObject({
      text: 'Checked off take out the trash on your Chores list.',
    });
  });

  it('clears a list, and what was on it can be brought back', async () => {
    await say('HassShoppingListAddItem', { item: 'milk and tea' });
    await say('HassShoppingListCompleteItem', { item: 'tea' });
    const cleared = await host.call('need.lists.clear', { list: 'shopping' });
    expect(await shopping()).toMatchObject({ text: 'Your shopping list is empty.' });
    const undo = listClear.undoFor({ list: 'shopping', only: 'all' }, cleared);
    await host.call(undo?.subject ?? '', undo?.input);
    expect(await host.call('need.lists.read', { list: 'shopping' })).toMatchObject({
      items: [
        { text: 'milk', done: false },
        { text: 'tea', done: true },
      ],
    });
    expect(await say('AgentosListClear', { name: 'shopping list' })).toMatchObject({
      text: 'Took 2 items off your shopping list.',
    });
    expect(await say('AgentosListClear', { name: 'shopping list' })).toMatchObject({
      text: 'Your shopping list is already empty.',
    });
  });

  it('undoes what was put on, and no more', async () => {
    await say('HassShoppingListAddItem', { item: 'milk' });
    const undo = listAdd.undoFor({ list: 'shopping', items: ['milk', 'tea'] }, { added: ['tea'], already: ['milk'] });
    expect(undo).toMatchObject({ subject: 'need.lists.change', input: { items: ['tea'], change: 'remove' } });
    expect(listAdd.undoFor({ list: 'shopping', items: ['milk'] }, { added: [], already: ['milk'] })).toBeUndefined();
  });

  it('is still there after a restart', async () => {
    await say('HassShoppingListAddItem', { item: 'milk' });
    host = new ToolHost({ storage }).add(...durable);
    expect(await shopping()).toMatchObject({ text: 'Your shopping list has 1 item: milk.' });
  });

  it('asks for what is missing instead of making something up', async () => {
    expect(await say('HassShoppingListAddItem')).toMatchObject({
      outcome: 'failed',
      text: expect.stringContaining('I did not catch'),
    });
  });
});
