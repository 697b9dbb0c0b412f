import { expect, test } from 'vitest';
import type { Entity } from '../../../../src/language/home.ts';
import { becameOf } from '../../../../src/services/need/device/read_back.ts';

const entity = (id: string, name: string, state: string, attributes: Entity['attributes'] = {}): Entity => ({
  ...{ id, name, state, attributes },
  aliases: [],
});
const house = (...entities: Entity[]): ReadonlyMap<string, Entity> => new Map(entities.map((one) => [one.id, one]));
const front = (state: string): Entity => entity('lock.front_door', 'Front Door', state);
const garage = (state: string): Entity =>
  entity('cover.garage', 'Garage Door', state, {
    device_class: 'garage',
    current_position: state === 'open' ? 100 : 0,
  });
const on = (service: string, ...entities: string[]) => ({ entities, service, data: {} });

test('P8 a lock that is as it should be did it; one that is not, did not, and it is said how it stands', () => {
  const unlock = on('unlock', 'lock.front_door');
  expect(becameOf(house(front('unlocked')), unlock)).toMatchObject({
    outcome: 'done',
    output: { results: [{ entity: 'lock.front_door', ok: true, state: 'unlocked' }] },
  });
  expect(becameOf(house(front('locked')), unlock)).toEqual({
    outcome: 'not_done',
    said: 'The front door is locked.',
  });
});

test('P8 a cover likewise; a device that does not answer leaves it open', () => {
  const open = on('open_cover', 'cover.garage');
  expect(becameOf(house(garage('open')), open)).toMatchObject({ outcome: 'done' });
  expect(becameOf(house(garage('closed')), open)).toEqual({ outcome: 'not_done', said: 'The garage door is closed.' });
  expect(becameOf(house(garage('unavailable')), open)).toEqual({
    outcome: 'unknown',
    said: 'The garage door does not answer right now.',
  });
});

test('P8 of several, each is told as it stands; what counts on from there did not happen', () => {
  const both = house(front('unlocked'), entity('lock.back_door', 'Back Door', 'locked'));
  expect(becameOf(both, on('unlock', 'lock.front_door', 'lock.back_door'))).toMatchObject({
    outcome: 'done',
    output: {
      results: [
        { entity: 'lock.front_door', ok: true },
        { entity: 'lock.back_door', ok: false, error: 'I was interrupted. The back door is locked.' },
      ],
    },
  });
  const neither = house(front('locked'), garage('closed'));
  expect(becameOf(neither, on('toggle', 'cover.garage'))).toMatchObject({ outcome: 'not_done' });
  expect(becameOf(neither, on('unlock', 'lock.nowhere'))).toEqual({ outcome: 'not_done' });
});

test('P8 reading back changes nothing', () => {
  const entities = house(front('locked'));
  becameOf(entities, on('unlock', 'lock.front_door'));
  expect(entities.get('lock.front_door')?.state).toBe('locked');
});
