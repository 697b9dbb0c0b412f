import { describe, expect, it } from 'vitest';
import homeState from '../../../src/services/use/home_state/agent.ts';
import { questionOf } from '../../../src/services/use/home_state/question.ts';
import { HomeHost } from './home_host.ts';

const HOME = `
areas: [{ name: Kitchen }]
entities:
  - { id: light.a, name: Bed Light, state: on, attributes: { brightness: 102 } }
  - { id: light.b, name: Hall Light, state: off }
  - { id: light.c, name: Desk Light, state: on, attributes: { brightness: 0 } }
  - { id: light.d, name: Old Light, state: unavailable }
  - { id: cover.garage, name: Garage Door, state: closed, attributes: { device_class: garage } }
  - { id: cover.blind, name: Blind, state: open, attributes: { device_class: blind, current_position: 40 } }
  - { id: lock.front, name: Front Door, state: unlocked }
  - { id: lock.back, name: Back Door, state: locked }
  - { id: binary_sensor.window, name: Bath Window, state: on, attributes: { device_class: window } }
  - { id: binary_sensor.gas, name: Gas Detector, state: off, attributes: { device_class: gas } }
  - { id: sensor.humidity, name: Outdoor Humidity, state: 54, attributes: { unit_of_measurement: "%" } }
  - { id: sensor.power, name: Power, state: 1200, attributes: { unit_of_measurement: W } }
  - { id: climate.eco, name: EcoBee, state: heat, attributes: { temperature: 22, current_temperature: 21.5 } }
  - { id: media_player.tv, name: TV, state: playing, attributes: { media_title: News } }
  - { id: todo.shop, name: Shopping List, attributes: { todo_items: [milk] } }
  - { id: person.ada, name: Ada, state: home }
  - { id: person.bob, name: Bob, state: not_home }
  - { id: person.cyd, name: Cyd, state: Work }
  - { id: sensor.lost, name: Lost Sensor }
`;

async function answer(text: string, slots: { [name: string]: string }, targets: string[]) {
  const home = await HomeHost.of(HOME);
  return home.ask(homeState, { intent: 'HassGetState', text, slots, targets });
}

const LIGHTS = ['light.a', 'light.b', 'light.c'];
const PEOPLE = ['person.ada', 'person.bob', 'person.cyd'];

describe('use.home_state', () => {
  it.each([
    [
      'is the garage door open',
      { name: 'Garage Door', state: 'open' },
      ['cover.garage'],
      'No, the garage door is closed.',
    ],
    [
      'is the garage door closed',
      { name: 'Garage Door', state: 'closed' },
      ['cover.garage'],
      'Yes, the garage door is closed.',
    ],
    ['is the bed light on', { name: 'Bed Light', state: 'on' }, ['light.a'], 'Yes, the bed light is on at 40%.'],
    ['is the desk light on', { name: 'Desk Light', state: 'on' }, ['light.c'], 'Yes, the desk light is on.'],
    [
      'is the front door unlocked',
      { name: 'Front Door', state: 'unlocked' },
      ['lock.front'],
      'Yes, the front door is unlocked.',
    ],
    ['is the tv on', { name: 'TV', state: 'on' }, ['media_player.tv'], 'Yes, the TV is playing: News.'],
    [
      'is the bath window open',
      { name: 'Bath Window', state: 'on' },
      ['binary_sensor.window'],
      'Yes, the bath window is open.',
    ],
    ['is ada home', { name: 'Ada', state: 'home' }, ['person.ada'], 'Yes, Ada is at home.'],
    ['is bob home', { name: 'Bob', state: 'home' }, ['person.bob'], 'No, Bob is away.'],
    ['which lights are on', { domain: 'light', state: 'on' }, LIGHTS, 'The bed light and the desk light are on.'],
    [
      'which blinds are closed',
      { domain: 'cover', state: 'closed' },
      ['cover.blind'],
      'None of the blinds are closed.',
    ],
    ['are any lights on', { domain: 'light', state: 'on' }, LIGHTS, 'Yes, the bed light and the desk light are on.'],
    ['are there any lights off', { domain: 'light', state: 'off' }, ['light.a', 'light.c'], 'No, no lights are off.'],
    [
      'are all the lights off',
      { domain: 'light', state: 'off' },
      LIGHTS,
      'No, the bed light and the desk light are on.',
    ],
    [
      'are all the doors locked',
      { domain: 'lock', state: 'locked' },
      ['lock.front', 'lock.back'],
      'No, the front door is unlocked.',
    ],
    ['are the lights on', { domain: 'light', state: 'on' }, ['light.a', 'light.c'], 'Yes, both lights are on.'],
    [
      'how many lights are on',
      { domain: 'light', state: 'on' },
      LIGHTS,
      '2 of the 3 lights are on: the bed light and the desk light.',
    ],
    ['how many lights are open', { domain: 'light', state: 'open' }, LIGHTS, '0 of the 3 lights are open.'],
    ['how many lights do we have', { domain: 'light' }, LIGHTS, 'There are 3 lights.'],
    ['how many people are home', { state: 'home' }, PEOPLE, '1 of the 3 people is at home: Ada.'],
    ['who is away', { state: 'not_home' }, PEOPLE, 'Bob and Cyd are away.'],
    ['who is at work', { state: 'work' }, PEOPLE, 'Cyd is at work.'],
    [
      'which gas sensors are on',
      { domain: 'binary_sensor', state: 'on' },
      ['binary_sensor.gas'],
      'None of the gas sensors are set off.',
    ],
    ['where is cyd', { name: 'Cyd' }, ['person.cyd'], 'Cyd is at Work.'],
    ['what is the outdoor humidity', { name: 'Outdoor Humidity' }, ['sensor.humidity'], 'The outdoor humidity is 54%.'],
    ['what is the power', { name: 'Power' }, ['sensor.power'], 'The power is 1200 W.'],
    [
      'what is the ecobee doing',
      { name: 'EcoBee' },
      ['climate.eco'],
      'The EcoBee is heating, set to 22 degrees, and measures 21.5.',
    ],
    ['how far is the blind', { name: 'Blind' }, ['cover.blind'], 'The blind is open at 40%.'],
    ['what is on the shopping list', { name: 'Shopping List' }, ['todo.shop'], 'The Shopping List has 1 item.'],
  ])('%s', async (text, slots, targets, expected) => {
    expect(await answer(text, slots, targets)).toMatchObject({ text: expected, outcome: 'done' });
  });

  it('tells those whose state nobody knows apart', async () => {
    expect((await answer('are all the lights on', { domain: 'light', state: 'on' }, ['light.a', 'light.d'])).text).toBe(
      'Yes, the bed light is on at 40%. The old light does not answer.',
    );
    expect(await answer('is the old light on', { name: 'Old Light', state: 'on' }, ['light.d'])).toMatchObject({
      text: 'The old light does not answer right now.',
      outcome: 'failed',
    });
    expect(await answer('what is the lost sensor', { name: 'Lost Sensor' }, ['sensor.lost'])).toMatchObject({
      text: 'I do not know the state of the lost sensor.',
      outcome: 'failed',
    });
  });

  it('says that there is no such thing', async () => {
    expect(
      await answer(
        'are any windows open',
        { domain: 'cover', device_class: 'window', area: 'Kitchen', state: 'open' },
        [],
      ),
    ).toMatchObject({ text: 'There are no windows in the kitchen.', outcome: 'failed' });
    expect(await answer('is the moon on', { name: 'Moon', state: 'on' }, ['light.moon'])).toMatchObject({
      text: 'I know of no Moon.',
      outcome: 'failed',
    });
  });

  it('counts many instead of reading them out', async () => {
    const many = Array.from({ length: 9 }, (_, at) => `light.l${at}`);
    const home = await HomeHost.of(
      `entities: [${many.map((id, at) => `{ id: ${id}, name: Lamp ${at}, state: ${at < 7 ? 'on' : 'off'} }`).join(', ')}]`,
    );
    const ask = (text: string, slots: { [name: string]: string }) =>
      home.ask(homeState, { intent: 'HassGetState', text, slots, targets: many });
    expect((await ask('which lights are on', { state: 'on' })).text).toBe(
      'The lamp 0, the lamp 1, the lamp 2, the lamp 3, the lamp 4 and 2 more are on.',
    );
    expect((await ask('what are the lights', {})).text).toBe('7 are on, 2 are off.');
  });

  it("reads the question from the sentence's own response where it has one", () => {
    expect(questionOf({ text: 'lights', slots: { response: 'how_many', state: 'on' } })).toBe('count');
    expect(questionOf({ text: 'lights on', slots: { response: 'which', state: 'on' } })).toBe('which');
  });
});
