import { beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import climate from '../../../src/services/use/climate/agent.ts';
import covers from '../../../src/services/use/covers/agent.ts';
import fans from '../../../src/services/use/fans/agent.ts';
import lights from '../../../src/services/use/lights/agent.ts';
import locks from '../../../src/services/use/locks/agent.ts';
import media from '../../../src/services/use/media/agent.ts';
import scenes from '../../../src/services/use/scenes/agent.ts';
import switches from '../../../src/services/use/switches/agent.ts';
import vacuums from '../../../src/services/use/vacuums/agent.ts';
import { denied, HomeHost } from './home_host.ts';

const HOME = `
areas: [{ name: Kitchen }, { name: Office }]
entities:
  - { id: light.ceiling, name: Kitchen Ceiling, area: Kitchen, state: off, attributes: { supported_color_modes: [rgb, color_temp], brightness: 100 } }
  - { id: light.counter, name: Counter, area: Kitchen, state: off, attributes: { supported_color_modes: [onoff] } }
  - { id: light.table, name: Table Lamp, area: Kitchen, state: off }
  - { id: light.shelf, name: Shelf Light, area: Kitchen, state: off }
  - { id: light.away, name: Garden Light, state: unavailable }
  - { id: switch.kettle, name: Kettle, area: Kitchen, state: off }
  - { id: button.bell, name: Door Bell }
  - { id: fan.box, name: Box Fan, area: Office, state: on, attributes: { percentage: 40 } }
  - { id: cover.blind, name: Office Blind, area: Office, state: closed, attributes: { device_class: blind, current_position: 0 } }
  - { id: cover.garage, name: Garage Door, state: closed, attributes: { device_class: garage } }
  - { id: valve.water, name: Water Valve, state: closed }
  - { id: lock.front, name: Front Door, state: locked }
  - { id: lock.back, name: Back Door, state: unlocked }
  - { id: climate.office, name: Office Thermostat, area: Office, state: heat, attributes: { temperature: 20, current_temperature: 19.5 } }
  - { id: climate.hall, name: EcoBee, state: heat, attributes: { temperature: 70, current_temperature: 68, temperature_unit: °F } }
  - { id: sensor.kitchen, name: Kitchen Temperature, area: Kitchen, state: 22.5, attributes: { device_class: temperature, unit_of_measurement: °C } }
  - { id: media_player.tv, name: TV, area: Office, state: "off", attributes: { volume_level: 0.3 } }
  - { id: media_player.radio, name: Kitchen Radio, area: Kitchen, state: playing, attributes: { volume_level: 0.4 } }
  - { id: media_player.speaker, name: Bath Speaker, state: paused, attributes: { volume_level: 0.5 } }
  - { id: scene.evening, name: Evening, attributes: { entities: { light.table: on } } }
  - { id: script.leave, name: Leaving Home, attributes: { effects: [{ entity: cover.garage, service: open_cover }] } }
  - { id: vacuum.rover, name: Rover, area: Office, state: docked }
  - { id: lawn_mower.clippy, name: Clippy, state: mowing }
`;

let home: HomeHost;
beforeEach(async () => {
  home = await HomeHost.of(HOME);
});

describe('use.lights', () => {
  it('switches and says so', async () => {
    expect(await home.ask(lights, { intent: 'HassTurnOn', targets: ['light.ceiling'] })).toMatchObject({
      text: 'Turned on the kitchen ceiling.',
      outcome: 'done',
    });
    expect(await home.state('light.ceiling')).toMatchObject({ state: 'on', brightness: 100 });
    expect((await home.ask(lights, { intent: 'HassTurnOff', targets: ['light.ceiling', 'light.counter'] })).text).toBe(
      'Turned off the kitchen ceiling and the counter.',
    );
    expect((await home.ask(lights, { intent: 'HassToggle', targets: ['light.table'] })).text).toBe(
      'Switched over the table lamp.',
    );
    expect(
      (
        await home.ask(lights, {
          intent: 'HassTurnOn',
          targets: ['light.ceiling', 'light.counter', 'light.table', 'light.shelf'],
        })
      ).text,
    ).toBe('Turned on 4 lights in the kitchen.');
  });

  it('dims, colours, and turns off at 0', async () => {
    const set = (slots: object) =>
      home.ask(lights, { intent: 'HassLightSet', targets: ['light.ceiling'], slots: { ...slots } });
    expect((await set({ brightness: 50, color: 'red' })).text).toBe('Set the kitchen ceiling to 50% and red.');
    expect(await home.state('light.ceiling')).toMatchObject({ state: 'on', brightness: 128, rgb_color: [255, 0, 0] });
    expect((await set({ temperature: 2700 })).text).toBe('Set the kitchen ceiling to 2700 kelvin.');
    expect(await home.state('light.ceiling')).toMatchObject({ color_temp_kelvin: 2700, brightness: 128 });
    expect((await set({ brightness: 0 })).text).toBe('Turned off the kitchen ceiling.');
    expect(
      (
        await home.ask(lights, {
          intent: 'AgentosLightAdjust',
          targets: ['light.ceiling'],
          slots: { brightness_step: 30 },
        })
      ).text,
    ).toBe('Brightened the kitchen ceiling.');
    expect(
      (
        await home.ask(lights, {
          intent: 'AgentosLightAdjust',
          targets: ['light.ceiling'],
          slots: { brightness_step: 'down' },
        })
      ).text,
    ).toBe('Dimmed the kitchen ceiling.');
    expect(
      (
        await home.ask(lights, {
          intent: 'AgentosLightAdjust',
          targets: ['light.ceiling'],
          slots: { temperature_step: 'cooler' },
        })
      ).text,
    ).toBe('Made the kitchen ceiling cooler.');
  });

  it('tells what was not done beside what was', async () => {
    expect(await home.ask(lights, { intent: 'HassTurnOn', targets: ['light.ceiling', 'light.away'] })).toMatchObject({
      text: 'Turned on the kitchen ceiling. Garden Light does not answer right now.',
      outcome: 'done',
    });
    expect(
      await home.ask(lights, { intent: 'HassLightSet', targets: ['light.counter'], slots: { brightness: 50 } }),
    ).toMatchObject({
      text: 'Counter cannot be dimmed.',
      outcome: 'failed',
    });
  });

  it('says what there is none of', async () => {
    expect(await home.ask(lights, { intent: 'HassTurnOn', slots: { domain: 'light', area: 'Attic' } })).toMatchObject({
      text: 'There are no lights in the attic.',
      outcome: 'failed',
      calls: [],
    });
  });

  it.each([
    [denied, 'All right, I left it.'],
    [new Fault('UNAVAILABLE', 'socket hang up'), 'The devices do not answer right now. Please try again in a moment.'],
    [new Fault('UNIMPLEMENTED', 'no provider'), 'No home is connected, so I could not do that.'],
    [new Fault('UNKNOWN', 'crashed'), 'I cannot tell whether that happened. Please have a look.'],
  ])('never claims what failed with %s', async (fault, text) => {
    home.fail = () => fault;
    expect(await home.ask(lights, { intent: 'HassTurnOn', targets: ['light.ceiling'] })).toMatchObject({
      text,
      outcome: 'failed',
    });
    home.fail = undefined;
    expect(await home.state('light.ceiling')).toMatchObject({ state: 'off' });
  });

  it('does not take what it does not know', async () => {
    await expect(home.ask(lights, { intent: 'HassMediaNext', targets: ['light.ceiling'] })).rejects.toThrow(
      /does not know the intent HassMediaNext/,
    );
  });
});

describe('use.switches and use.fans', () => {
  it('switches and presses', async () => {
    expect((await home.ask(switches, { intent: 'HassTurnOn', targets: ['switch.kettle'] })).text).toBe(
      'Turned on the kettle.',
    );
    expect(await home.state('switch.kettle')).toEqual({ state: 'on' });
    expect((await home.ask(switches, { intent: 'HassTurnOn', targets: ['button.bell'] })).text).toBe(
      'Pressed the door bell.',
    );
    expect(await home.state('button.bell')).toMatchObject({ presses: 1 });
  });

  it('sets the speed of fans', async () => {
    expect(
      (await home.ask(fans, { intent: 'HassFanSetSpeed', targets: ['fan.box'], slots: { percentage: 70 } })).text,
    ).toBe('Set the box fan to 70%.');
    expect(
      (await home.ask(fans, { intent: 'AgentosFanAdjust', targets: ['fan.box'], slots: { percentage_step: 'down' } }))
        .text,
    ).toBe('Slowed the box fan down.');
    expect(await home.state('fan.box')).toMatchObject({ percentage: 50 });
    expect(await home.ask(fans, { intent: 'HassFanSetSpeed', targets: ['fan.box'] })).toMatchObject({
      outcome: 'failed',
      calls: [],
    });
  });
});

describe('use.covers and use.locks', () => {
  it('opens covers and valves by their own services', async () => {
    const { text, calls } = await home.ask(covers, { intent: 'HassTurnOn', targets: ['cover.blind', 'valve.water'] });
    expect(text).toBe('Opened the office blind and the water valve.');
    expect(calls.map(({ input }) => input)).toMatchObject([{ service: 'open_cover' }, { service: 'open_valve' }]);
    expect(await home.state('cover.blind')).toMatchObject({ state: 'open', current_position: 100 });
  });

  it('closes, positions and stops', async () => {
    expect(
      (await home.ask(covers, { intent: 'HassSetPosition', targets: ['cover.blind'], slots: { position: 30 } })).text,
    ).toBe('Set the office blind to 30%.');
    expect((await home.ask(covers, { intent: 'HassTurnOff', targets: ['cover.blind'] })).text).toBe(
      'Closed the office blind.',
    );
    expect((await home.ask(covers, { intent: 'HassStopMoving', targets: ['cover.blind'] })).text).toBe(
      'Stopped the office blind.',
    );
  });

  it('locks on turn on and unlocks on turn off', async () => {
    expect((await home.ask(locks, { intent: 'HassTurnOn', targets: ['lock.back'] })).text).toBe(
      'Locked the back door.',
    );
    expect((await home.ask(locks, { intent: 'HassTurnOff', targets: ['lock.front'] })).text).toBe(
      'Unlocked the front door.',
    );
    expect([await home.state('lock.back'), await home.state('lock.front')]).toEqual([
      { state: 'locked' },
      { state: 'unlocked' },
    ]);
  });

  it('keeps a lock shut when the person says no', async () => {
    home.fail = ({ subject }) => (subject === 'need.device.set' ? denied : undefined);
    expect(await home.ask(locks, { intent: 'HassTurnOff', targets: ['lock.front'] })).toMatchObject({
      text: 'All right, I left it.',
      outcome: 'failed',
    });
    expect(await home.state('lock.front')).toEqual({ state: 'locked' });
  });
});

describe('use.climate', () => {
  it("sets degrees, in the device's own", async () => {
    expect(
      (
        await home.ask(climate, {
          intent: 'HassClimateSetTemperature',
          targets: ['climate.office'],
          slots: { temperature: 22 },
        })
      ).text,
    ).toBe('Set the office thermostat to 22 degrees.');
    expect(await home.state('climate.office')).toMatchObject({ temperature: 22 });
    await home.ask(climate, {
      intent: 'HassClimateSetTemperature',
      targets: ['climate.hall'],
      slots: { temperature: 20, temperature_unit: 'celsius' },
    });
    expect(await home.state('climate.hall')).toMatchObject({ temperature: 68 });
  });

  it('steps each from its own', async () => {
    const { text } = await home.ask(climate, {
      intent: 'AgentosClimateAdjust',
      targets: ['climate.office', 'climate.hall'],
      slots: { temperature_step: 'up' },
    });
    expect(text).toBe('Changed the office thermostat and the EcoBee.');
    expect([(await home.state('climate.office')).temperature, (await home.state('climate.hall')).temperature]).toEqual([
      21, 71,
    ]);
    await home.ask(climate, {
      intent: 'AgentosClimateAdjust',
      targets: ['climate.office'],
      slots: { temperature_step: -2.5 },
    });
    expect((await home.state('climate.office')).temperature).toBe(18.5);
  });

  it.each([
    [{ targets: ['climate.office'], slots: { area: 'Office' } }, 'It is 19.5 degrees in the office, set to 20.'],
    [{ targets: ['climate.hall'], slots: { name: 'EcoBee' } }, 'The EcoBee reads 68 °F, set to 70.'],
    [{ slots: { area: 'Kitchen' } }, 'It is 22.5 °C in the kitchen.'],
    [{ slots: { area: 'Moon' } }, 'Nothing in the moon tells me the temperature.'],
  ])('tells the temperature of %o', async (asked, text) => {
    expect((await home.ask(climate, { intent: 'HassClimateGetTemperature', ...asked })).text).toBe(text);
  });

  it('sets a mode', async () => {
    expect(
      (
        await home.ask(climate, {
          intent: 'AgentosClimateSetMode',
          targets: ['climate.office'],
          slots: { hvac_mode: 'heat_cool' },
        })
      ).text,
    ).toBe('Set the office thermostat to heat cool.');
    expect(await home.state('climate.office')).toMatchObject({ state: 'heat_cool' });
  });
});

describe('use.media', () => {
  const all = ['media_player.tv', 'media_player.radio', 'media_player.speaker'];

  it('means what is playing where nothing is named', async () => {
    expect((await home.ask(media, { intent: 'HassSetVolume', targets: all, slots: { volume_level: 20 } })).text).toBe(
      'Set the volume of the kitchen radio to 20%.',
    );
    expect((await home.ask(media, { intent: 'HassMediaPause', targets: all })).text).toBe('Paused the kitchen radio.');
    expect(await home.ask(media, { intent: 'HassMediaPause', targets: all })).toMatchObject({
      text: 'Nothing is playing.',
      outcome: 'failed',
    });
    expect((await home.ask(media, { intent: 'HassMediaUnpause', targets: all, area: 'kitchen' })).text).toBe(
      'Playing on the kitchen radio.',
    );
  });

  it("means the player of the speaker's room before another", async () => {
    await home.ask(media, {
      intent: 'HassMediaPause',
      targets: ['media_player.radio'],
      slots: { name: 'Kitchen Radio' },
    });
    expect((await home.ask(media, { intent: 'HassTurnOn', targets: ['media_player.tv'] })).text).toBe(
      'Turned on the TV.',
    );
    expect(
      (
        await home.ask(media, {
          intent: 'HassSetVolumeRelative',
          targets: all,
          slots: { volume_step: 'up' },
          area: 'Office',
        })
      ).text,
    ).toBe('Turned up the TV.');
    expect(await home.state('media_player.tv')).toMatchObject({ volume_level: 0.4 });
  });

  it('steps by a number, mutes, skips and plays', async () => {
    const radio = { targets: ['media_player.radio'], slots: { name: 'Kitchen Radio' } };
    await home.ask(media, { ...radio, intent: 'HassSetVolumeRelative', slots: { ...radio.slots, volume_step: -15 } });
    expect(await home.state('media_player.radio')).toMatchObject({ volume_level: 0.25 });
    expect((await home.ask(media, { ...radio, intent: 'HassMediaPlayerMute' })).text).toBe('Muted the kitchen radio.');
    expect((await home.ask(media, { ...radio, intent: 'HassMediaNext' })).text).toBe(
      'Playing the next one on the kitchen radio.',
    );
    expect(
      (
        await home.ask(media, {
          ...radio,
          intent: 'HassMediaSearchAndPlay',
          slots: { ...radio.slots, search_query: 'jazz' },
        })
      ).text,
    ).toBe('Playing jazz on the kitchen radio.');
    expect(await home.state('media_player.radio')).toMatchObject({
      state: 'playing',
      media_title: 'jazz',
      is_volume_muted: true,
    });
  });

  it('says that a player is off', async () => {
    expect(
      await home.ask(media, { intent: 'HassMediaPause', targets: ['media_player.tv'], slots: { name: 'TV' } }),
    ).toMatchObject({ text: 'TV is off.', outcome: 'failed' });
  });
});

describe('use.scenes and use.vacuums', () => {
  it('turns on scenes, and names what a script opens', async () => {
    expect((await home.ask(scenes, { intent: 'HassTurnOn', targets: ['scene.evening'] })).text).toBe(
      'Turned on Evening.',
    );
    expect(await home.state('light.table')).toMatchObject({ state: 'on' });
    const { text, calls } = await home.ask(scenes, { intent: 'HassTurnOn', targets: ['script.leave'] });
    expect(text).toBe('Started Leaving Home.');
    expect(calls.at(-1)?.input).toEqual({
      entities: ['script.leave'],
      service: 'turn_on',
      data: { opens: ['cover.garage'] },
    });
    expect(await home.state('cover.garage')).toMatchObject({ state: 'open' });
  });

  it('sends robots out and home', async () => {
    expect((await home.ask(vacuums, { intent: 'HassVacuumStart' })).text).toBe('Started Rover.');
    expect((await home.ask(vacuums, { intent: 'HassVacuumReturnToBase', targets: ['vacuum.rover'] })).text).toBe(
      'Sent Rover home.',
    );
    expect(await home.state('vacuum.rover')).toMatchObject({ state: 'returning' });
    // A room with no robot of its own is cleaned by the one there is.
    expect((await home.ask(vacuums, { intent: 'HassVacuumCleanArea', slots: { area: 'Kitchen' } })).text).toBe(
      'Sent Rover to clean the kitchen.',
    );
    expect(await home.state('vacuum.rover')).toMatchObject({ state: 'cleaning', cleaning_area: ['Kitchen'] });
    expect((await home.ask(vacuums, { intent: 'HassLawnMowerDock' })).text).toBe('Sent Clippy home.');
  });
});
