import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPocketsphinx } from '../../../../src/interfaces/voice/stt/pocketsphinx.ts';
import { conformsAsRecogniser } from '../../../conformance/stt.ts';
import { grammarOf, homeGrammar, missing } from '../home_grammar.ts';
import { spoken } from './spoken.ts';

const model = '/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict';
const absent = [...missing('pocketsphinx_batch', 'flite'), ...(existsSync(model) ? [] : ['pocketsphinx-en-us'])];

describe.skipIf(absent.length > 0)(
  `pocketsphinx${absent.length > 0 ? ` (skipped: ${absent.join(', ')} not installed)` : ''}`,
  () => {
    let cacheFolder: string;

    beforeAll(async () => {
      cacheFolder = await mkdtemp(join(tmpdir(), 'agentos-stt-'));
    });

    afterAll(() => rm(cacheFolder, { recursive: true, force: true }));

    conformsAsRecogniser(async () => ({
      open: () => openPocketsphinx({ cacheFolder }),
      grammar: homeGrammar,
      otherGrammar: grammarOf('#JSGF V1.0;\ngrammar other;\npublic <c> = yes please | no thank you;\n'),
      brokenGrammar: grammarOf('#JSGF V1.0;\ngrammar broken;\npublic <c> = ( yes | no;\n'),
      said: await Promise.all(
        [
          'turn on the kitchen light',
          'set a timer for five minutes',
          'is the garage door open',
          'set office lights to green',
          "what's the temperature of the ecobee",
        ].map(async (text) => ({ text, samples: await spoken(text) })),
      ),
      foreign: await spoken('Yesterday my grandmother bought seven wonderful tomatoes at the market square'),
    }));

    test('hears another voice as well', async () => {
      const recogniser = await openPocketsphinx({ cacheFolder });
      await recogniser.follow(homeGrammar);
      expect((await recogniser.recognise(await spoken('close the garage door', 'rms'))).text).toBe(
        'close the garage door',
      );
      await recogniser.close();
    });

    test("knows words of one's own for what they are, and does not guess them", async () => {
      const recogniser = await openPocketsphinx({ cacheFolder });
      await recogniser.follow(homeGrammar);
      const heard = await recogniser.recognise(await spoken('remember that my bicycle is in the cellar'));
      expect(heard).toMatchObject({ text: 'remember that', rejected: 'free_text' });
      await recogniser.close();
    });

    test('prepares a grammar once, and leaves nothing else in its folder', async () => {
      const [one, two] = await Promise.all([openPocketsphinx({ cacheFolder }), openPocketsphinx({ cacheFolder })]);
      const fresh = grammarOf('#JSGF V1.0;\ngrammar fresh;\npublic <c> = good evening | good zzyzxian morning;\n');
      await Promise.all([one.follow(fresh), two.follow(fresh)]);
      const before = await readdir(join(cacheFolder, 'pocketsphinx'));
      await one.follow(fresh);
      expect(await readdir(join(cacheFolder, 'pocketsphinx'))).toEqual(before);
      expect(before.filter((name) => name.startsWith('draft-'))).toEqual([]);
      expect((await one.recognise(await spoken('good evening'))).text).toBe('good evening');
    });

    test('without a grammar it says so', async () => {
      const recogniser = await openPocketsphinx({ cacheFolder });
      await expect(recogniser.recognise(new Int16Array(16_000))).rejects.toThrow('no grammar yet');
    });

    test('without a model it says what to install', async () => {
      await expect(openPocketsphinx({ cacheFolder, modelFolder: join(cacheFolder, 'none') })).rejects.toThrow(
        'apt-get install',
      );
    });

    test('says that it hears English only', async () => {
      const recogniser = await openPocketsphinx({ cacheFolder });
      await expect(recogniser.follow({ ...homeGrammar, language: 'de' })).rejects.toThrow('English');
    });
  },
);
