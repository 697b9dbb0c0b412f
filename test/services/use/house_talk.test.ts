import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/daemon/model/json.ts';
import houseTalk from '../../../src/services/use/house_talk/agent.ts';
import { drive, type MadeCall } from '../drive.ts';

const examples = [
  'HassTurnOn',
  'HassStartTimer',
  'HassGetState',
  'HassRespond',
  'HassGetWeather',
  'AgentosHelp',
  'HassSetVolume',
  'HassMediaPause',
  'AgentosRecall',
  'AgentosCalculate',
].map((intent) => ({ intent, text: `say ${intent}` }));

function talk(intent: string, slots: { [slot: string]: Json } = {}, { hour = 8, second = 1, known = examples } = {}) {
  const at = { epochMs: 0, zone: 'UTC', year: 2026, month: 11, day: 23, weekday: 1, hour, minute: 0, second };
  const answer = ({ subject }: MadeCall) => (subject === 'need.clock.now' ? at : { examples: known });
  return drive(houseTalk, { intent, slots, targets: [], text: 'x' }, answer).value;
}

describe('use.house_talk', () => {
  it.each([
    [5, 'Good morning'],
    [12, 'Good afternoon'],
    [18, 'Good evening'],
    [2, 'Good evening'],
  ])('greets by the hour: %i', (hour, greeting) => {
    expect(talk('HassRespond', { response: 'hello' }, { hour })).toEqual({
      text: `${greeting}. What can I do for you?`,
      outcome: 'done',
    });
  });

  it('takes thanks, and says what it is', () => {
    expect(talk('HassRespond', { response: 'thanks' })).toMatchObject({ text: 'You are welcome.' });
    expect(talk('HassRespond', { response: 'identity' })).toMatchObject({ text: expect.stringContaining('AgentOS') });
    expect(talk('HassNevermind')).toMatchObject({ text: 'All right.' });
  });

  it('helps with sentences of this house, others every time, and none that needs no help', () => {
    const first = talk('AgentosHelp');
    expect(first).toMatchObject({
      text: expect.stringContaining('"say HassTurnOn", "say HassStartTimer", '),
    });
    expect(first).not.toMatchObject({ text: expect.stringContaining('HassRespond') });
    expect(talk('AgentosHelp', {}, { second: 2 })).not.toEqual(first);
    expect(talk('AgentosHelp', {}, { known: [] })).toMatchObject({ text: expect.stringContaining('nothing here yet') });
  });
});
