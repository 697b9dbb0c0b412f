import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import type { Command, Target } from '../../../src/language/command.ts';
import classifier from '../../../src/services/use/intent_classifier/agent.ts';
import { drive, type MadeCall } from '../drive.ts';

const target = (id: string, name: string, area?: string): Target => ({
  id,
  name,
  domain: id.split('.')[0] ?? '',
  ...(area === undefined ? {} : { area }),
});
const command = (intent: string, targets: Target[] = []): Command => ({
  intent,
  slots: { name: 'x' },
  targets,
  text: intent,
});

const AGENTS: { [domain: string]: string } = { light: 'use.lights', switch: 'use.switches', fan: 'use.switches' };

function classified(meant: object, { answer = '', house = true } = {}) {
  const asked: Json[] = [];
  const { value, calls } = drive(classifier, { text: 'the words' }, ({ subject, input }: MadeCall) => {
    if (subject === 'need.understand') return { tier: 'grammar', commands: [], ms: 0.1, ...meant };
    if (subject === 'need.user.ask') {
      asked.push(input);
      return { text: answer, yes: false };
    }
    if (subject === 'need.device.list') {
      if (!house) throw new Fault('UNAVAILABLE', 'The home file has an error in line 3.');
      return { entities: [] };
    }
    const wanted = (
      typeof input === 'object' && input !== null && 'wanted' in input && Array.isArray(input.wanted)
        ? input.wanted
        : []
    ) as { intent: string; domain?: string }[];
    return {
      subjects: wanted.map(({ intent, domain }) =>
        intent === 'HassGetCurrentTime' ? 'use.clock' : (AGENTS[domain ?? ''] ?? null),
      ),
    };
  });
  return { value, calls, asked };
}

describe('use.intent_classifier', () => {
  it('finds the agent of each command, in order', () => {
    const commands = [command('HassTurnOn', [target('light.a', 'A')]), command('HassGetCurrentTime')];
    expect(classified({ commands }).value).toEqual({
      tier: 'grammar',
      intent: 'HassTurnOn',
      slots: { name: 'x' },
      plan: [
        { event: 'use.lights', params: commands[0] },
        { event: 'use.clock', params: commands[1] },
      ],
    });
  });

  it('splits targets of several domains between their agents', () => {
    const [a, b, c] = [target('light.a', 'A'), target('switch.b', 'B'), target('fan.c', 'C')];
    expect(classified({ commands: [command('HassTurnOff', [a, b, c])] }).value).toMatchObject({
      plan: [
        { event: 'use.lights', params: { targets: [a] } },
        { event: 'use.switches', params: { targets: [b, c] } },
      ],
    });
  });

  it('takes items in a row as one list', () => {
    const add = (item: string, name = 'shopping'): Command => ({
      intent: 'HassGetCurrentTime',
      slots: { item, name },
      targets: [],
      text: item,
    });
    const { value } = classified({ commands: [add('milk'), add('eggs'), add('nails', 'hardware'), add('tea')] });
    expect(value).toMatchObject({
      plan: [
        { params: { slots: { item: ['milk', 'eggs'], name: 'shopping' }, text: 'milk and eggs' } },
        { params: { slots: { item: 'nails', name: 'hardware' } } },
        { params: { slots: { item: 'tea', name: 'shopping' } } },
      ],
    });
  });

  it('says what nothing here can do', () => {
    const { value } = classified({
      commands: [command('HassTurnOn', [target('light.a', 'A'), target('valve.v', 'V')])],
    });
    expect(value).toMatchObject({
      plan: [{ event: 'use.lights' }],
      reply: { outcome: 'failed', text: 'I understand "HassTurnOn", but nothing here can do it.' },
    });
  });

  it('says what it did not understand, and what could be said', () => {
    expect(classified({ tier: 'none' }).value).toEqual({
      tier: 'none',
      plan: [],
      unread: true,
      reply: { text: 'Sorry, I did not understand "the words".', outcome: 'unknown' },
    });
    expect(classified({ tier: 'none', unknown: 'words', suggestion: 'turn on the light' }).value).toMatchObject({
      reply: { text: 'Sorry, I did not understand "words". You could say "turn on the light".' },
    });
  });

  const [kitchen, office] = [target('light.a', 'Lamp', 'Kitchen'), target('light.b', 'Lamp', 'Office')];

  it('asks which of several devices of a name is meant', () => {
    const meant = {
      commands: [command('HassTurnOn')],
      ambiguous: { command: 0, slot: 'name', text: 'lamp', choices: [kitchen, office] },
    };
    const { value, asked } = classified(meant, { answer: 'the office' });
    expect(asked).toMatchObject([
      {
        text: 'Which lamp: Lamp in the Kitchen or Lamp in the Office?',
        choices: ['Lamp in the Kitchen', 'Lamp in the Office'],
      },
    ]);
    expect(value).toMatchObject({
      plan: [{ event: 'use.lights', params: { slots: { name: 'Lamp' }, targets: [office] } }],
    });
    expect(classified(meant, { answer: 'lamp' }).value).toMatchObject({
      plan: [],
      reply: { text: 'I did not catch which one, so I did nothing.', outcome: 'unknown' },
    });
  });

  it('tells devices of one name in one room apart by what they are', () => {
    const choices = [target('light.a', 'Lamp', 'Kitchen'), target('switch.a', 'Lamp', 'Kitchen')];
    const { asked } = classified(
      { commands: [command('HassTurnOn')], ambiguous: { command: 0, slot: 'name', text: 'lamp', choices } },
      { answer: 'the switch' },
    );
    expect(asked).toMatchObject([{ choices: ['Lamp in the Kitchen, the light', 'Lamp in the Kitchen, the switch'] }]);
  });

  it('asks in which room, or everywhere', () => {
    const meant = {
      commands: [command('HassTurnOn')],
      ambiguous: { command: 0, slot: 'area', text: 'turn on the light', choices: [kitchen, office] },
    };
    const { value, asked } = classified(meant, { answer: 'kitchen' });
    expect(asked).toMatchObject([{ text: 'In which room: Kitchen, Office, or everywhere?' }]);
    expect(value).toMatchObject({ plan: [{ params: { slots: { area: 'Kitchen' }, targets: [kitchen] } }] });
    expect(classified(meant, { answer: 'everywhere' }).value).toMatchObject({
      plan: [{ params: { targets: [kitchen, office] } }],
    });
  });

  it('says that there is no house where there is none', () => {
    const { value } = classified({ tier: 'none' }, { house: false });
    expect(JSON.stringify(value)).toContain('I have no house to act on');
  });
});
