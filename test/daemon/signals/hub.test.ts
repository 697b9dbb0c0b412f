import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Rule, type RuleStart, rule } from '../../../src/daemon/model/service.ts';
import { signal } from '../../../src/daemon/model/signal.ts';
import { Hub } from '../../../src/daemon/signals/hub.ts';

const due = signal('due', z.object({ entity: z.string().optional(), name: z.string() }));
const start = (name: string): RuleStart => ({ call: { subject: 'use.x', input: { name } } });

function hubOf(rules: readonly Rule[]) {
  const opened: string[] = [];
  const problems: string[] = [];
  const hub = new Hub({
    rules: () => rules,
    open: async (name, key) => {
      opened.push(`${name} ${key}`);
      return true;
    },
    problem: (message) => problems.push(message),
  });
  return { hub, opened, problems };
}

test('a rule that throws is left out of the occurrence; the others act', async () => {
  const { hub, opened, problems } = hubOf([
    rule({
      name: 'broken',
      on: due,
      start: () => {
        throw new Error('no');
      },
    }),
    rule({ name: 'whole', on: due, start: ({ name }) => start(name) }),
  ]);
  await hub.emit(due, { name: 'egg' }, { key: 'k1' });
  expect(opened).toEqual(['whole k1']);
  expect(problems).toEqual(['a rule failed']);
});

test('an occurrence that could not be written is told to its source, which tries again', async () => {
  const hub = new Hub({
    rules: () => [rule({ name: 'r', on: due, start: ({ name }) => start(name) })],
    open: async () => {
      throw new Error('disk full');
    },
    problem: () => undefined,
  });
  await expect(hub.emit(due, { name: 'egg' }, { key: 'k1' })).rejects.toThrow('disk full');
});

test('a rule that cannot be written holds up none after it; the first failure is told', async () => {
  const opened: string[] = [];
  const hub = new Hub({
    rules: () => ['a', 'b', 'c', 'd'].map((name) => rule({ name, on: due, start: () => start(name) })),
    open: async (name) => {
      if (name === 'a' || name === 'c') throw new Error(`${name} is refused`);
      opened.push(name);
      return true;
    },
    problem: () => undefined,
  });
  await expect(hub.emit(due, { name: 'egg' }, { key: 'k1' })).rejects.toThrow('a is refused');
  expect(opened).toEqual(['b', 'd']);
});

test('a state is kept for who listens later, by entity; an occurrence is not', async () => {
  const { hub, opened } = hubOf([rule({ name: 'r', on: due, start: ({ name }) => start(name) })]);
  await hub.emit(due, { entity: 'a', name: 'old' });
  await hub.emit(due, { entity: 'a', name: 'new' });
  await hub.emit(due, { entity: 'b', name: 'b' });
  await hub.emit(due, { entity: 'c', name: 'once' }, { key: 'k' });
  const heard: string[] = [];
  const release = hub.listen(due, ({ name }) => heard.push(name));
  expect(heard).toEqual(['new', 'b']);
  hub.listen(due, ({ name }) => {
    if (name === 'newer') throw new Error('a bad listener');
  });
  await hub.emit(due, { entity: 'a', name: 'newer' });
  release();
  await hub.emit(due, { entity: 'a', name: 'unheard' });
  expect(heard).toEqual(['new', 'b', 'newer']);
  expect(opened).toEqual(['r k']);
  const wrong: unknown = { name: 5 };
  await expect(hub.emit(due, wrong as { name: string })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
});
