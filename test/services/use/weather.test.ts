import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import { parseStretch } from '../../../src/language/values/stretch.ts';
import weather from '../../../src/services/use/weather/agent.ts';
import { drive } from '../drive.ts';

const REPORT = {
  place: 'Home',
  unit: '°C',
  now: { condition: 'partlycloudy', temperature: 12.4, humidityPct: 71 },
  // A Monday first.
  days: ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'].map(
    (date, at) => ({
      date,
      condition: at === 1 ? 'rainy' : 'sunny',
      high: 10 + at,
      low: at,
      rainPct: at === 1 ? 80 : 0,
    }),
  ),
};
const STATION = { id: 'weather.home', name: 'Home', domain: 'weather' };

function ask(
  text: string,
  slots: { [name: string]: string } = {},
  answer: () => unknown = () => REPORT,
  targets: Json = [STATION],
) {
  return drive(weather, { intent: 'HassGetWeather', slots, targets, text }, answer);
}

describe('use.weather', () => {
  it.each([
    ['what is the weather', {}, 'It is 12 °C, partly cloudy, 71% humidity.'],
    ['is it raining', { condition: 'rain' }, 'No, it is 12 °C, partly cloudy, 71% humidity.'],
    ['is it cloudy', { condition: 'clouds' }, 'Yes, it is 12 °C, partly cloudy, 71% humidity.'],
    ['is it warm', { condition: 'temperature' }, 'It is 12 °C, partly cloudy, 71% humidity.'],
    [
      'will it rain tomorrow',
      { day: 'tomorrow', condition: 'rain' },
      'Yes, tomorrow will be rainy, 1 to 11 °C, 80% chance of rain.',
    ],
    ['will it snow on friday', { day: 'friday', condition: 'snow' }, 'No, Friday will be sunny, 4 to 14 °C.'],
    ['weather today', { day: 'today' }, 'Today will be sunny, 0 to 10 °C.'],
    ['weather day after tomorrow', { day: 'day after tomorrow' }, 'Day after tomorrow will be sunny, 2 to 12 °C.'],
    [
      'weather at the weekend',
      { day: 'weekend' },
      'Saturday will be sunny, 5 to 15 °C. Sunday will be sunny, 6 to 16 °C.',
    ],
  ])('%s', (text, slots, expected) => {
    expect(ask(text, slots).value).toEqual({ text: expected, outcome: 'done' });
  });

  it('names the place where one was asked for', () => {
    const report = { ...REPORT, place: 'New York', now: { condition: 'sunny', temperature: 18 } };
    expect(ask('weather in new york', { name: 'New York' }, () => report).value).toEqual({
      text: 'It is 18 °C and sunny in New York.',
      outcome: 'done',
    });
    expect(ask('weather in new york tomorrow', { location: 'New York', day: 'tomorrow' }, () => report).value).toEqual({
      text: 'Tomorrow will be rainy, 1 to 11 °C, 80% chance of rain, in New York.',
      outcome: 'done',
    });
    expect(
      ask('the home weather', { name: 'Home Weather' }, () => ({ ...report, place: 'Home Weather' })).value,
    ).toEqual({ text: 'It is 18 °C and sunny.', outcome: 'done' });
  });

  it('asks for a forecast only for a day to come, and of the station that was named', () => {
    expect(ask('weather', {}).calls).toMatchObject([
      { subject: 'need.weather', input: { entity: 'weather.home', forecast: false } },
    ]);
    expect(ask('weather', { day: 'tomorrow' }).calls).toMatchObject([{ input: { forecast: true } }]);
    expect(ask('weather', { location: 'Paris' }).calls).toMatchObject([{ input: { location: 'Paris' } }]);
    expect(ask('weather', {}, () => REPORT, []).calls).toMatchObject([{ input: { forecast: false } }]);
  });

  it('tells a date as far as the forecast reaches', () => {
    const now = {
      ...{ epochMs: Date.UTC(2026, 10, 23, 7, 15), zone: 'Europe/Berlin', weekday: 1 },
      ...{ year: 2026, month: 11, day: 23, hour: 8, minute: 15, second: 0 },
    };
    const on = (text: string) =>
      drive(
        weather,
        {
          intent: 'HassGetWeather',
          slots: { date: JSON.parse(JSON.stringify(parseStretch(text)?.value ?? null)) },
          targets: [STATION],
          text: `weather ${text}`,
        },
        ({ subject }) => (subject === 'need.clock.now' ? now : REPORT),
      );
    expect(on('on the 26th').value).toEqual({
      text: expect.stringMatching(/will be sunny, 3 to 13 °C\.$/),
      outcome: 'done',
    });
    expect(on('on the 26th').calls.at(-1)).toMatchObject({ subject: 'need.weather', input: { forecast: true } });
    expect(on('on december 24th').value).toMatchObject({
      text: expect.stringContaining('The forecast does not reach'),
      outcome: 'failed',
    });
  });

  it('falls back to now where today has no forecast', () => {
    const report = { ...REPORT, days: [] };
    expect(ask('weather today', { day: 'today' }, () => report).value).toEqual({
      text: 'It is 12 °C, partly cloudy, 71% humidity.',
      outcome: 'done',
    });
    expect(ask('weather friday', { day: 'friday' }, () => report).value).toEqual({
      text: 'The forecast does not reach friday.',
      outcome: 'failed',
    });
  });

  it.each([
    [
      new Fault('UNAVAILABLE', 'getaddrinfo ENOTFOUND'),
      {},
      'I cannot reach the weather service right now. Please try again later.',
    ],
    [
      new Fault('DEADLINE_EXCEEDED', 'late'),
      {},
      'I cannot reach the weather service right now. Please try again later.',
    ],
    [
      new Fault('UNIMPLEMENTED', 'none'),
      {},
      'This home has no weather station, and its place is not set in the settings.',
    ],
    [
      new Fault('UNIMPLEMENTED', 'none'),
      { day: 'tomorrow' },
      'I have no forecast: this home has no weather service. Set its place in the settings to have one.',
    ],
    [
      new Fault('UNIMPLEMENTED', 'none'),
      { location: 'Paris' },
      'No weather service is set up, so I cannot tell the weather elsewhere.',
    ],
    [
      new Fault('NOT_FOUND', 'I know of no place called Xyzzy.'),
      { location: 'Xyzzy' },
      'I know of no place called Xyzzy.',
    ],
  ])('says plainly what is missing: %s', (fault, slots, text) => {
    const answer = () => {
      throw fault;
    };
    expect(ask('weather', { ...slots }, answer).value).toEqual({ text, outcome: 'failed' });
  });
});
