import { describe, expect, test } from 'vitest';
import type { Home } from '../../src/language/home.ts';
import { type Asked, resolve } from '../../src/language/resolve.ts';
import { house } from './house.ts';

function ids(asked: Asked): string[] | string {
  const found = resolve(house, asked);
  return found.kind === 'targets'
    ? found.targets.map((target) => target.id)
    : `which ${found.name}? ${found.choices.map((target) => target.id).join(' ')}`;
}

describe('what slots stand for', () => {
  test.each<[string, Asked, string[] | string]>([
    ['a name', { intent: 'HassTurnOn', slots: { name: 'Big Fan' } }, ['fan.workshop']],
    [
      'an alias that two devices have',
      { intent: 'HassTurnOn', slots: { name: 'lamp' } },
      'which lamp? light.parlour_lamp light.loft_lamp',
    ],
    [
      '… said from the room of one',
      { intent: 'HassTurnOn', slots: { name: 'lamp' }, area: 'loft' },
      ['light.loft_lamp'],
    ],
    [
      '… said from another room',
      { intent: 'HassTurnOn', slots: { name: 'lamp' }, area: 'pantry' },
      'which lamp? light.parlour_lamp light.loft_lamp',
    ],
    [
      '… with an area',
      { intent: 'HassTurnOn', slots: { name: 'lamp', area: 'Parlour' }, area: 'loft' },
      ['light.parlour_lamp'],
    ],
    ['… on a floor', { intent: 'HassTurnOn', slots: { name: 'lamp', floor: 'upstairs' } }, ['light.loft_lamp']],
    ['a name that is not there', { intent: 'HassTurnOn', slots: { name: 'chandelier' } }, []],
    ['a name elsewhere', { intent: 'HassTurnOn', slots: { name: 'Big Fan', area: 'Loft' } }, []],
    [
      'a domain in an area',
      { intent: 'HassTurnOff', slots: { domain: 'light', area: 'Loft' } },
      ['light.loft_lamp', 'light.loft_strip'],
    ],
    [
      'a domain in the house',
      { intent: 'HassTurnOff', slots: { domain: ['fan', 'switch'] } },
      ['switch.kettle', 'fan.workshop'],
    ],
    [
      'a domain on a floor',
      { intent: 'HassTurnOff', slots: { domain: 'light', floor: 'Ground Floor' } },
      ['light.pantry_ceiling', 'light.parlour_lamp'],
    ],
    ['a class', { intent: 'HassTurnOn', slots: { domain: 'cover', device_class: 'blind' } }, ['cover.loft_blind']],
    ['a class that is not there', { intent: 'HassTurnOn', slots: { domain: 'cover', device_class: 'garage' } }, []],
    [
      'the domain of an intent',
      { intent: 'HassLightSet', slots: { area: 'Loft', brightness: 5 } },
      ['light.loft_lamp', 'light.loft_strip'],
    ],
    [
      'an area alone: what is switched, never a cover',
      { intent: 'HassTurnOff', slots: { area: 'Loft' } },
      ['light.loft_lamp', 'light.loft_strip'],
    ],
    ['an intent about no device', { intent: 'HassStartTimer', slots: { name: 'Big Fan', minutes: 5 } }, []],
    ['an area that is not there', { intent: 'HassTurnOff', slots: { domain: 'light', area: 'Cellar' } }, []],
    ['a person', { intent: 'HassGetState', slots: { name: 'Ola' } }, ['person.ola']],
  ])('%s', (_, asked, expected) => {
    expect(ids(asked)).toEqual(expected);
  });

  test('targets tell what they are', () => {
    expect(resolve(house, { intent: 'HassTurnOn', slots: { name: 'Skylight' } })).toEqual({
      kind: 'targets',
      targets: [{ id: 'cover.loft_blind', name: 'Skylight', domain: 'cover', deviceClass: 'blind', area: 'Loft' }],
    });
  });

  test('a house that is told anew is looked at anew: what was added, renamed or taken away', () => {
    const asked: Asked = {
      intent: 'HassTurnOn',
      slots: { name: 'lamp' },
      ids: { name: ['light.new', 'light.loft_lamp'] },
    };
    const named = (home: Home) => {
      const found = resolve(home, asked);
      return (found.kind === 'targets' ? found.targets : found.choices).map(({ name }) => name);
    };
    expect(named(house)).toEqual(['Loft Lamp']);
    const [first, ...others] = house.entities;
    const added = { id: 'light.new', name: 'Desk Lamp', aliases: ['lamp'], state: 'off', attributes: {} };
    const renamed = others.map((entity) =>
      entity.id === 'light.loft_lamp' ? { ...entity, name: 'Attic Lamp' } : entity,
    );
    expect(named({ ...house, entities: [...(first ? [first] : []), ...renamed, added] })).toEqual([
      'Attic Lamp',
      'Desk Lamp',
    ]);
    expect(named({ ...house, entities: [added] })).toEqual(['Desk Lamp']);
    expect(named(house)).toEqual(['Loft Lamp']);
  });
});
