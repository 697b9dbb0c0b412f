import { expect, test } from 'vitest';
import type { Json } from '../../../src/daemon/model/json.ts';
import { EntityKinds } from '../../../src/daemon/signals/entity_kinds.ts';

test('the gate knows of a device what the home last told', () => {
  let tell: (home: Json) => void = () => undefined;
  const kinds = new EntityKinds({
    listenTo: (subject, listener) => {
      expect(subject).toBe('signal.device.home');
      tell = (home) => void listener(home, undefined);
      return () => undefined;
    },
  });
  expect(kinds.of('lock.front')).toEqual({ domain: 'lock', deviceClass: undefined });
  tell({
    entities: [
      { id: 'lock.front', name: 'Front Door', attributes: {} },
      { id: 'cover.a', name: 'Gate', attributes: { device_class: 'gate' } },
      { id: 'cover.b', name: 7 },
      'nonsense',
    ],
  });
  expect(kinds.of('lock.front')).toEqual({ domain: 'lock', deviceClass: undefined, name: 'Front Door' });
  expect(kinds.of('cover.a')).toEqual({ domain: 'cover', deviceClass: 'gate', name: 'Gate' });
  expect(kinds.of('cover.b')).toEqual({ domain: 'cover', deviceClass: undefined });
  tell({ entities: [] });
  expect(kinds.of('cover.a')).toEqual({ domain: 'cover', deviceClass: undefined });
  expect(kinds.of('constructor')).toEqual({ domain: 'constructor', deviceClass: undefined });
});
