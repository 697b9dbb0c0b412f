import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import type { Http, OpenProvider, Provider } from '../../../src/daemon/model/service.ts';
import { homeSignal, stateSignal } from '../../../src/services/need/device/contract.ts';
import { weatherAt } from '../../../src/services/need/weather/contract.ts';
import home from '../../../src/services/need/weather/home.ts';
import openMeteo from '../../../src/services/need/weather/open_meteo.ts';
import { conditionOf } from '../../../src/services/need/weather/wmo_code.ts';
import { noNetwork, ToolHost } from '../tool_host.ts';

const house = (entities: Json) =>
  homeSignal.schema.parse({ language: 'en', floors: [], areas: [], people: [], entities });
const station = (id: string, attributes: Json = { temperature: 18, temperature_unit: '°C', humidity: '60' }) => ({
  id,
  name: id,
  aliases: [],
  state: 'sunny',
  attributes,
});

/** The one tool of a provider, with http of the test's own. */
async function toolOf(provider: Provider, settings: unknown, http: Http) {
  const host = new ToolHost();
  let opened: OpenProvider | undefined;
  const wrapped: Provider = {
    ...provider,
    open: async (context) => {
      opened = await provider.open({ ...context, http });
      return opened;
    },
  };
  await host.open(wrapped, settings);
  const accepts = (input: object) => opened?.tools[0]?.accepts(weatherAt.parseInput(input));
  const tool = opened?.tools[0];
  const call = async (input: object): Promise<Json> => {
    const context = { key: 'k', http, signal: AbortSignal.timeout(5_000) };
    // Weather tools use nothing but http and the signal.
    return weatherAt.parseOutput(
      await tool?.run(weatherAt.parseInput(input), Object.assign(Object.create(null), context)),
    );
  };
  return { host, accepts, call };
}

const NO_HTTP: Http = { getJson: noNetwork, getText: noNetwork, postText: noNetwork };

describe("the home's weather", () => {
  it('is told by the first station, or the one that is asked for, as it is now', async () => {
    const { host, accepts, call } = await toolOf(home, {}, NO_HTTP);
    expect(accepts({})).toBe(false);
    host.tell(homeSignal, house([station('weather.a'), station('weather.b', { temperature: 5 }), station('light.c')]));
    expect(await call({})).toEqual({
      place: 'weather.a',
      unit: '°C',
      now: { condition: 'sunny', temperature: 18, humidityPct: 60 },
      days: [],
    });
    host.tell(stateSignal, { entity: 'weather.b', state: 'rainy', attributes: { temperature: 4 } });
    expect(await call({ entity: 'weather.b' })).toMatchObject({ now: { condition: 'rainy', temperature: 4 } });
    expect([
      accepts({}),
      accepts({ entity: 'weather.x' }),
      accepts({ location: 'Paris' }),
      accepts({ forecast: true }),
    ]).toEqual([true, false, false, false]);
  });

  it('has a forecast where the entity has one', async () => {
    const { host, accepts, call } = await toolOf(home, {}, NO_HTTP);
    const forecast = [
      {
        datetime: '2026-11-23T00:00:00+00:00',
        condition: 'rainy',
        temperature: 9,
        templow: 2,
        precipitation_probability: 70,
      },
      { nonsense: 1 },
    ];
    host.tell(homeSignal, house([station('weather.a', { forecast })]));
    expect(accepts({ forecast: true })).toBe(true);
    expect(await call({ forecast: true })).toMatchObject({
      days: [{ date: '2026-11-23', condition: 'rainy', high: 9, low: 2, rainPct: 70 }],
    });
  });

  it('says that a silent station tells nothing', async () => {
    const { host, call } = await toolOf(home, {}, NO_HTTP);
    host.tell(homeSignal, house([{ ...station('weather.a'), state: 'unavailable' }]));
    await expect(call({})).rejects.toThrow('weather.a tells no weather right now.');
  });
});

describe('Open-Meteo', () => {
  const ANSWER = {
    current: { temperature_2m: 7.6, relative_humidity_2m: 80, weather_code: 61, wind_speed_10m: 12 },
    current_units: { temperature_2m: '°C', wind_speed_10m: 'km/h' },
    daily: {
      time: ['2026-11-23', '2026-11-24'],
      weather_code: [3, null],
      temperature_2m_max: [9, null],
      temperature_2m_min: [4, 3],
      precipitation_probability_max: [30, null],
    },
  };
  const served = (answers: (url: URL) => Json) => {
    const asked: URL[] = [];
    const http: Http = {
      getJson: async (url) => {
        asked.push(new URL(url));
        return answers(new URL(url));
      },
      getText: noNetwork,
      postText: noNetwork,
    };
    return { asked, http };
  };

  it("reports the home's place by its degrees", async () => {
    const { asked, http } = served(() => ANSWER);
    const { call } = await toolOf(openMeteo, { latitude: 52.5, longitude: 13.4 }, http);
    expect(await call({ forecast: true })).toEqual({
      unit: '°C',
      now: { condition: 'rainy', temperature: 7.6, humidityPct: 80, wind: 12, windUnit: 'km/h' },
      days: [
        { date: '2026-11-23', condition: 'cloudy', high: 9, low: 4, rainPct: 30 },
        { date: '2026-11-24', condition: 'unknown', low: 3 },
      ],
    });
    expect(
      asked.map(({ hostname, searchParams }) => [
        hostname,
        searchParams.get('latitude'),
        searchParams.get('longitude'),
      ]),
    ).toEqual([['api.open-meteo.com', '52.5', '13.4']]);
  });

  it('finds another place by its name, whatever characters it has', async () => {
    const { asked, http } = served((url) =>
      url.hostname.startsWith('geocoding')
        ? { results: [{ name: 'Paris', latitude: 48.85, longitude: 2.35 }] }
        : ANSWER,
    );
    const { call } = await toolOf(openMeteo, { units: 'imperial' }, http);
    expect(await call({ location: 'Paris & más' })).toMatchObject({ place: 'Paris' });
    expect(
      asked.map(({ searchParams }) => [
        searchParams.get('name'),
        searchParams.get('latitude'),
        searchParams.get('temperature_unit'),
      ]),
    ).toEqual([
      ['Paris & más', null, null],
      [null, '48.85', 'fahrenheit'],
    ]);
  });

  it('says what it cannot do', async () => {
    const nowhere = served(() => ({}));
    await expect((await toolOf(openMeteo, {}, nowhere.http)).call({ location: 'Xyzzy' })).rejects.toThrow(
      'I know of no place called Xyzzy.',
    );
    const strange = served(() => ({ hello: 1 }));
    await expect((await toolOf(openMeteo, { latitude: 1, longitude: 1 }, strange.http)).call({})).rejects.toThrow(
      'a form that I do not know',
    );
    const { call, accepts } = await toolOf(openMeteo, { latitude: 1, longitude: 1 }, NO_HTTP);
    await expect(call({})).rejects.toThrow(new Fault('UNAVAILABLE', 'no network'));
    expect(accepts({})).toBe(true);
    expect((await toolOf(openMeteo, {}, NO_HTTP)).accepts({})).toBe(false);
    expect((await toolOf(openMeteo, { location: 'Berlin' }, NO_HTTP)).accepts({})).toBe(true);
    expect(openMeteo.settings.safeParse({ latitude: 91 }).success).toBe(false);
  });

  it.each([
    [0, 'sunny'],
    [2, 'partlycloudy'],
    [45, 'fog'],
    [61, 'rainy'],
    [65, 'pouring'],
    [75, 'snowy'],
    [95, 'lightning-rainy'],
    [99, 'hail'],
    [-1, 'unknown'],
    [100, 'unknown'],
    [null, 'unknown'],
  ])('reads code %s as %s', (code, condition) => {
    expect(conditionOf(code)).toBe(condition);
  });
});
