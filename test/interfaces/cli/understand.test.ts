import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from './command.ts';

const HOUSE = {
  areas: [
    { id: 'hall', name: 'Hall' },
    { id: 'attic', name: 'Attic' },
  ],
  entities: [
    { id: 'light.hall', name: 'Hall Lamp', area: 'hall', state: 'off' },
    { id: 'light.attic', name: 'Attic Lamp', area: 'attic', state: 'off' },
    { id: 'lock.gate', name: 'Gate', area: 'hall', state: 'locked' },
  ],
};

/** Several daemons are started, one after the other. */
const SLOW_MS = 120_000;

let daemon: DaemonProcess;
let command: Command;
let house: string;
let homes: string;
beforeAll(async () => {
  daemon = await DaemonProcess.start();
  command = new Command({ AGENTOS_SOCKET: daemon.socket });
  house = join(command.folder, 'house.json');
  homes = join(command.folder, 'homes.json');
  writeFileSync(house, JSON.stringify(HOUSE));
  const shed = { entities: [{ id: 'switch.saw', name: 'Saw', state: 'off' }] };
  writeFileSync(homes, JSON.stringify({ house: HOUSE, shed, ruin: { entities: 7 } }));
});
afterAll(async () => {
  command?.remove();
  await daemon?.stop();
});

function batch(...rows: object[]): string {
  const file = join(command.folder, 'rows.jsonl');
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join('\n'));
  return file;
}

describe('agentos understand', { timeout: SLOW_MS }, () => {
  it('tells what a sentence means in the home of the daemon, and does nothing', async () => {
    const { code, out } = await command.run([
      'understand',
      '--json',
      'turn on the kitchen light and lock the front door',
    ]);
    expect(code).toBe(0);
    expect(objects(out)).toEqual([
      {
        text: 'turn on the kitchen light and lock the front door',
        tier: 'grammar',
        intent: 'HassTurnOn',
        slots: { name: 'Kitchen Light' },
        calls: [
          { subject: 'use.lights', input: expect.objectContaining({ intent: 'HassTurnOn' }) },
          {
            subject: 'use.locks',
            input: expect.objectContaining({ targets: [expect.objectContaining({ id: 'lock.front_door' })] }),
          },
        ],
        ms: expect.any(Number),
      },
    ]);
    expect(objects((await command.run(['threads', '--json'])).out)).toEqual([]);
  });

  it('explains how a sentence was read, and why one was not', async () => {
    const { out } = await command.run(['understand', '--explain', 'turn on the kitchen light']);
    expect(out).toMatch(/template\s+\S*<on_verb>/);
    expect(out).toContain('kitchen light → name "Kitchen Light"');
    const [refused] = objects(
      (await command.run(['understand', '--explain', '--json', 'turn off my zither lamp'])).out,
    );
    expect(refused).toMatchObject({ tier: 'none', clauses: [], refused: expect.stringContaining('zither') });
    expect((await command.run(['understand', '--explain', '--act', 'turn on the kitchen light'])).code).toBe(64);
  });

  it('says what it did not understand', async () => {
    const [meaning] = objects((await command.run(['understand', '--json', 'frobnicate the quux'])).out);
    expect(meaning).toMatchObject({ tier: 'none', intent: null, slots: {}, calls: [] });
    expect((await command.run(['understand', 'frobnicate the quux'])).out).toMatch(/^Not understood/);
  });

  it('asks a home of its own with --home, and leaves nothing behind', async () => {
    const { out } = await command.run([
      'understand',
      '--home',
      house,
      '--area',
      'Attic',
      'turn on the light',
      '--json',
    ]);
    expect(objects(out)).toMatchObject([
      { intent: 'HassTurnOn', calls: [{ subject: 'use.lights', input: { targets: [{ id: 'light.attic' }] } }] },
    ]);
    expect(readdirSync(command.folder).filter((name) => name.startsWith('agentos-'))).toEqual([]);
  });

  it('carries it out with --act, gives the yes, and tells what was asked and what changed', async () => {
    const { code, out } = await command.run([
      'understand',
      '--home',
      house,
      '--act',
      '--json',
      'unlock the gate and turn on the hall lamp',
    ]);
    expect(code).toBe(0);
    const unlock = { subject: 'need.device.set', input: { entities: ['lock.gate'], service: 'unlock', data: {} } };
    const [result] = objects(out);
    expect(result).toMatchObject({
      changes: { 'lock.gate': { state: 'unlocked' }, 'light.hall': { state: 'on' } },
      asked: [unlock],
      calls: expect.arrayContaining([
        unlock,
        { subject: 'need.device.set', input: { entities: ['light.hall'], service: 'turn_on', data: {} } },
      ]),
      reply: expect.stringMatching(/gate.*hall lamp/i),
    });
    expect(Object.keys(result?.['changes'] ?? {})).toHaveLength(2);
  });

  it('names the line of a home that is wrong', async () => {
    const bad = join(command.folder, 'bad.yaml');
    writeFileSync(bad, 'entities:\n  - id: light.x\n    name: X\n    area: nowhere\n');
    const { code, err } = await command.run(['understand', '--home', bad, 'turn on x']);
    expect(code).toBe(65);
    expect(err).toMatch(/line 4: .*there is no area "nowhere"/);
  });

  it.each([
    [['understand'], /Give a sentence/],
    [['understand', 'x', '--batch', 'y'], /not both/],
    [['understand', 'x', '--homes', 'y'], /--homes goes with --batch/],
  ])('%j is wrong usage', async (args, why) => {
    const { code, err } = await command.run(args);
    expect(code).toBe(64);
    expect(err).toMatch(why);
  });

  it('says which file is not there', async () => {
    expect(await command.run(['understand', 'x', '--home', '/nope.yaml'])).toMatchObject({
      code: 66,
      err: expect.stringContaining('/nope.yaml'),
    });
    expect(await command.run(['understand', '--batch', '/nope.jsonl'])).toMatchObject({
      code: 66,
      err: expect.stringContaining('/nope.jsonl'),
    });
  });
});

describe('agentos understand --batch', { timeout: SLOW_MS }, () => {
  it('answers each row in its own home, in the order of the rows', async () => {
    const rows = batch(
      { text: 'turn on the saw', home: 'shed', extra: [1] },
      { text: 'turn on the light', home: 'house', area: 'hall' },
      { text: 'turn off the saw', home: 'shed' },
      { text: 'turn on the kitchen light' },
    );
    const { code, out } = await command.run(['understand', '--batch', rows, '--homes', homes]);
    expect(code).toBe(0);
    const results = objects(out);
    expect(results.map(({ text }) => text)).toEqual([
      'turn on the saw',
      'turn on the light',
      'turn off the saw',
      'turn on the kitchen light',
    ]);
    expect(results.map(({ intent }) => intent)).toEqual(['HassTurnOn', 'HassTurnOn', 'HassTurnOff', 'HassTurnOn']);
    expect(JSON.stringify(results[1])).toContain('light.hall');
    expect(JSON.stringify(results[1])).not.toContain('light.attic');
  });

  it('acts on the home as given, with other states before, every time', async () => {
    const rows = batch(
      {
        text: 'turn off the hall lamp',
        home: 'house',
        setup: { 'light.hall': { state: 'on', attributes: { brightness: 90 } } },
      },
      { text: 'turn on the hall lamp', home: 'house' },
      { text: 'turn on the hall lamp', home: 'house' },
      { text: 'is the hall lamp on', home: 'house', setup: { 'light.hall': { state: 'on' } } },
    );
    const { code, out } = await command.run(['understand', '--batch', rows, '--homes', homes, '--act']);
    expect(code).toBe(0);
    const changed = objects(out).map(({ changes }) => changes);
    expect(changed).toMatchObject([
      { 'light.hall': { state: 'off' } },
      { 'light.hall': { state: 'on' } },
      { 'light.hall': { state: 'on' } },
      {},
    ]);
    expect(objects(out)[3]).toMatchObject({ reply: expect.stringMatching(/^yes/i), asked: [] });
  });

  it('says what is wrong with a row, and goes on with the others', async () => {
    const rows = batch(
      { text: 'turn on the saw', home: 'barn' },
      { text: 'turn on the saw', home: 'ruin' },
      { text: 'turn on the saw', home: 'shed', setup: { 'switch.axe': { state: 'on' } } },
      { text: 'turn on the saw', home: 'shed' },
    );
    const { code, out } = await command.run(['understand', '--batch', rows, '--homes', homes, '--act']);
    expect(code).toBe(65);
    expect(objects(out)).toMatchObject([
      { error: expect.stringContaining('no home "barn"') },
      { error: expect.stringMatching(/entities/) },
      { error: expect.stringContaining('switch.axe') },
      { changes: { 'switch.saw': { state: 'on' } } },
    ]);
  });

  it('says in plain words which lines are no rows, in their places, and goes on', async () => {
    const file = join(command.folder, 'broken.jsonl');
    const lines = [
      '{"text":"turn on the kitchen light"}',
      '',
      '{"text":7}',
      'turn on the light',
      '[1]',
      '{"text":"hello","setup":{"light.x":3},"area":1}',
      '{"text":" "}',
      JSON.stringify({ text: 'x'.repeat(70_000) }),
      '{"text":"turn off the kitchen light"}',
    ];
    writeFileSync(file, lines.join('\n'));
    const { code, out, err } = await command.run(['understand', '--batch', file]);
    expect({ code, err }).toEqual({ code: 65, err: '' });
    const results = objects(out);
    const noObject = 'it is not a JSON object, as in {"text":"turn on the light"}.';
    expect(results[0]).toMatchObject({ intent: 'HassTurnOn' });
    expect(results.slice(1, 6)).toEqual([
      { error: 'line 3: "text" has to be the sentence, in quotes.' },
      { error: `line 4: ${noObject}` },
      { error: `line 5: ${noObject}` },
      {
        text: 'hello',
        error: expect.stringMatching(
          /^line 6: "area" has to be the name of an area, in quotes\. "setup" has to say how/,
        ),
      },
      { text: ' ', error: 'line 7: "text" is empty.' },
    ]);
    expect(results[7]).toMatchObject({ intent: 'HassTurnOff' });
    expect(results).toHaveLength(8);
  });
});
