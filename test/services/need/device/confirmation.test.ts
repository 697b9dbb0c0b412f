import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/language/home.ts';
import { deviceSet } from '../../../../src/services/need/device/contract.ts';

type Data = { [name: string]: Json };

/** The question, in a house that calls its things by these names. */
function asked(entities: string[], service: string, data: Data = {}, names: { [id: string]: string } = {}) {
  const named = new Map(Object.entries(names));
  return deviceSet.questionFor(deviceSet.parseInput({ entities, service, data }), (id) => {
    const name = named.get(id);
    return {
      domain: id.slice(0, id.indexOf('.')),
      deviceClass: undefined,
      ...(name === undefined ? {} : { name }),
    };
  });
}

describe('the question before device.set', () => {
  const locks = (count: number) => Array.from({ length: count }, (_, at) => `lock.number_${at}`);

  it.each<[string[], string, Data, string]>([
    [['lock.front_door'], 'unlock', {}, 'Unlock the front door?'],
    [['cover.garage', 'cover.gate'], 'open_cover', {}, 'Open the garage and the gate?'],
    [
      ['scene.leaving'],
      'turn_on',
      { opens: ['cover.garage_door'] },
      'Turn on the leaving, which opens the garage door?',
    ],
    [['vault.x'], 'blow_up', {}, 'Blow up: the x?'],
    [['vault.x'], 'constructor', {}, 'Constructor: the x?'],
    [
      ['lock.front'],
      'restore',
      { states: { 'lock.front': { state: 'unlocked', attributes: {} } } },
      'Put back the front (unlocked)?',
    ],
  ])('%s %s', (entities, service, data, expected) => {
    expect(asked(entities, service, data)).toBe(expected);
  });

  it('calls devices as the house does, on one line', () => {
    expect(asked(['lock.zwave_7'], 'unlock', {}, { 'lock.zwave_7': 'Front Door' })).toBe('Unlock the front door?');
    expect(
      asked(
        ['scene.x'],
        'turn_on',
        { opens: ['lock.zwave_7'] },
        { 'scene.x': 'Leaving', 'lock.zwave_7': 'Front Door' },
      ),
    ).toBe('Turn on Leaving, which opens the front door?');
    expect(asked(['lock.a'], 'unlock', {}, { 'lock.a': ' Shed\r\n\u202eDoor\u0000\u200b\u2028 ' })).toBe(
      'Unlock the shed door?',
    );
    expect(asked(['lock.a\nb'], 'unlock', {}, { 'lock.a\nb': '\u200b' })).toBe('Unlock the a b?');
  });

  it('names everything that it opens', () => {
    const question = asked(locks(9), 'unlock');
    for (const at of locks(9).keys()) expect(question).toContain(`the number ${at}`);
    const scene = asked(['scene.a'], 'turn_on', { opens: locks(9) });
    for (const at of locks(9).keys()) expect(scene).toContain(`the number ${at}`);
  });

  it('names what opens before what does not, which is counted', () => {
    const lights = Array.from({ length: 9 }, (_, at) => `light.l${at}`);
    expect(asked([...lights, 'oven.big'], 'turn_on')).toBe(
      'Turn on the big, the l0, the l1, the l2, the l3 and 5 more?',
    );
    expect(asked(lights.concat(lights), 'turn_on')).toBe('Turn on the l0, the l1, the l2, the l3 and 5 more?');
  });

  it('is not asked where it would not say all of it', () => {
    for (const ask of [
      () => asked(locks(60), 'unlock'),
      () => asked(['scene.a'], 'turn_on', { opens: locks(60) }),
      () => asked(['lock.a'], 'unlock', {}, { 'lock.a': 'x'.repeat(500) }),
    ])
      expect(ask).toThrow(/^That would open or unlock (60|1) things? at once, more than can be asked about/);
    const lights = Array.from({ length: 500 }, (_, at) => `light.${'l'.repeat(200)}${at}`);
    expect(asked(lights, 'turn_on')?.length).toBeLessThanOrEqual(400);
  });
});
