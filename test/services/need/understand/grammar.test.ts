import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../../../src/daemon/model/fault.ts';
import type { Files } from '../../../../src/daemon/model/service.ts';
import { type HomeRecord, homeSignal } from '../../../../src/services/need/device/contract.ts';
import {
  understand,
  understandExamples,
  understandVocabulary,
} from '../../../../src/services/need/understand/contract.ts';
import grammar from '../../../../src/services/need/understand/grammar.ts';
import { FakeClock, settled } from '../../fake_clock.ts';
import { ToolHost } from '../../tool_host.ts';

const entity = (id: string, name: string, area?: string) => ({
  id,
  name,
  aliases: [],
  state: 'off',
  attributes: {},
  ...(area === undefined ? {} : { area }),
});
const house: HomeRecord = {
  language: 'en',
  floors: [],
  areas: [{ id: 'kitchen', name: 'Kitchen', aliases: [] }],
  entities: [entity('light.kitchen', 'Ceiling Light', 'kitchen')],
  people: [],
};

const files: Files = {
  readText: (path) => readFile(path, 'utf8'),
  readBytes: (path) => readFile(path),
  async list(folder) {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      return entries.flatMap((one) => (one.isFile() ? [one.name] : [])).sort();
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
      throw Fault.from(thrown);
    }
  },
};

describe('need.understand', () => {
  let clock: FakeClock;
  let host: ToolHost;
  let folder: string;
  let release: () => Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sentences-'));
    clock = new FakeClock();
    host = new ToolHost({ clock, files });
    release = await host.open(grammar, { folder, check_seconds: 5 });
  });

  afterEach(async () => {
    host.stop();
    await release();
    await rm(folder, { recursive: true });
  });

  const ask = async (text: string, area?: string) =>
    understand.output.parse(await host.call('need.understand', { text, ...(area === undefined ? {} : { area }) }));
  const tell = async (home: HomeRecord) => {
    host.tell(homeSignal, home);
    await settled();
  };
  /** Lets the folder be looked at, again and again, until that has come through. */
  const eventually = (expected: () => Promise<void>) =>
    vi.waitFor(
      async () => {
        await clock.pass(5_000);
        await expected();
      },
      { timeout: 20_000, interval: 20 },
    );
  const own = (sentence: string) =>
    `language: en\nintents:\n  HassTurnOn:\n    data:\n      - sentences:\n          - "${sentence}"\n        slots: { name: Ceiling Light }\n`;

  it('understands by the names in the home, and where it was said', async () => {
    await tell(house);
    expect(await ask('turn on the ceiling light')).toMatchObject({
      tier: 'grammar',
      commands: [
        {
          intent: 'HassTurnOn',
          targets: [{ id: 'light.kitchen', name: 'Ceiling Light', domain: 'light', area: 'Kitchen' }],
        },
      ],
    });
    expect(await ask('turn on the light', 'Kitchen')).toMatchObject({
      commands: [{ targets: [{ id: 'light.kitchen' }] }],
    });
    expect(await ask('set a timer for 5 minutes')).toMatchObject({
      commands: [{ intent: 'HassStartTimer', slots: { minutes: 5 } }],
    });
  });

  it('says what it does not know', async () => {
    await tell(house);
    const { tier, commands, unknown } = await ask('frobnicate the wobbles');
    expect({ tier, commands }).toEqual({ tier: 'none', commands: [] });
    expect(unknown).toContain('frobnicate');
  });

  it('follows the home', async () => {
    await tell(house);
    expect(await ask('turn on the desk lamp')).toMatchObject({ tier: 'none' });
    await tell({ ...house, entities: [...house.entities, entity('light.desk', 'Desk Lamp')] });
    expect(await ask('turn on the desk lamp')).toMatchObject({ commands: [{ targets: [{ id: 'light.desk' }] }] });
    await tell(house);
    expect(await ask('turn on the desk lamp')).toMatchObject({ tier: 'none' });
  });

  it('does without a home where none is told in time', async () => {
    const asked = ask('what time is it');
    await clock.pass(2_000);
    expect(await asked).toMatchObject({ commands: [{ intent: 'HassGetCurrentTime' }] });
  });

  it('takes the sentences of the user as they are written', async () => {
    await tell(house);
    expect(await ask('let it shine')).toMatchObject({ tier: 'none' });
    await writeFile(join(folder, 'mine.yaml'), own('let it shine'));
    await eventually(async () =>
      expect(await ask('let it shine')).toMatchObject({ tier: 'grammar', commands: [{ intent: 'HassTurnOn' }] }),
    );
    await rm(join(folder, 'mine.yaml'));
    await eventually(async () => expect(await ask('let it shine')).toMatchObject({ tier: 'none' }));
  });

  it('prefers them to those that ship', async () => {
    await tell(house);
    expect(await ask('what time is it')).toMatchObject({ commands: [{ intent: 'HassGetCurrentTime' }] });
    await writeFile(join(folder, 'mine.yaml'), own('what time is it'));
    await eventually(async () =>
      expect(await ask('what time is it')).toMatchObject({ commands: [{ intent: 'HassTurnOn' }] }),
    );
  });

  it('answers who asks while it still reads', async () => {
    const early = new ToolHost({ clock, files });
    const stop = await early.open(grammar);
    const asked = early.call('need.understand', { text: 'turn on the ceiling light' });
    early.tell(homeSignal, house);
    expect(await asked).toMatchObject({ tier: 'grammar', commands: [{ targets: [{ id: 'light.kitchen' }] }] });
    early.stop();
    await stop();
  });

  it('says that there are no sentences, and looks again', async () => {
    let broken = true;
    const failing: Files = {
      readText: files.readText,
      readBytes: files.readBytes,
      list: (path) => (broken ? Promise.reject(new Fault('UNAVAILABLE', 'the disk is gone')) : files.list(path)),
    };
    const early = new ToolHost({ clock, files: failing });
    const stop = await early.open(grammar);
    early.tell(homeSignal, house);
    await expect(early.call('need.understand', { text: 'what time is it' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    broken = false;
    expect(await early.call('need.understand', { text: 'what time is it' })).toMatchObject({ tier: 'grammar' });
    early.stop();
    await stop();
  });

  it('tells a broken file in the log once, with its line, and keeps the rest and its last good form', async () => {
    await tell(house);
    await writeFile(join(folder, 'mine.yaml'), own('let it shine'));
    await writeFile(join(folder, 'other.yaml'), own('hocus pocus'));
    const bothKnown = async (): Promise<void> => {
      expect(await ask('let it shine')).toMatchObject({ tier: 'grammar' });
      expect(await ask('hocus pocus')).toMatchObject({ tier: 'grammar' });
    };
    await eventually(bothKnown);
    await writeFile(join(folder, 'mine.yaml'), own('let it (shine'));
    await eventually(async () => expect(host.logged).not.toEqual([]));
    await clock.pass(5_000);
    await bothKnown();
    const told = { path: join(folder, 'mine.yaml'), issues: [expect.stringContaining('line 6')] };
    expect(host.logged).toEqual([{ message: 'A sentence file is broken and is left out.', fields: told }]);
  });

  it('uses English where there are no sentences for the language of the home', async () => {
    await tell({ ...house, language: 'xx' });
    expect(await ask('turn on the ceiling light')).toMatchObject({ tier: 'grammar' });
    await eventually(async () => expect(host.logged).toMatchObject([{ fields: { language: 'xx' } }]));
  });

  it('gives a recogniser its vocabulary, with the names of the home, and a hash that follows it', async () => {
    await tell(house);
    const first = understandVocabulary.output.parse(await host.call('need.understand.vocabulary', {}));
    expect(first.jsgf).toContain('#JSGF');
    expect(first.words).toEqual(expect.arrayContaining(['ceiling', 'kitchen', 'timer']));
    await tell({ ...house, entities: [entity('light.desk', 'Desk Lamp')] });
    const second = understandVocabulary.output.parse(await host.call('need.understand.vocabulary', {}));
    expect(second.words).toContain('desk');
    expect(second.hash).not.toBe(first.hash);
    await tell(house);
    expect(await host.call('need.understand.vocabulary', {})).toEqual(first);
  });

  it('gives examples that it understands', async () => {
    await tell(house);
    const { examples } = understandExamples.output.parse(await host.call('need.understand.examples', {}));
    expect(z.array(z.string()).parse(examples.map(({ intent }) => intent))).toEqual(
      expect.arrayContaining(['HassTurnOn', 'HassStartTimer', 'AgentosRemember']),
    );
    expect(examples[0]?.text).toBe('turn on the ceiling light');
    for (const { intent, text } of examples) {
      const { tier, commands } = await ask(text);
      expect({ text, tier, intent: commands[0]?.intent }).toEqual({ text, tier: 'grammar', intent });
    }
  });
});
