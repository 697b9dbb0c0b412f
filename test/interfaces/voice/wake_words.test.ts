import { expect, test } from 'vitest';
import { wakeWordsFor } from '../../../src/interfaces/voice/wake_words.ts';
import { parseSettings } from '../../../src/settings/settings.ts';

const { voice } = parseSettings(
  `
[voice]
wake_threshold = 0.8

[[voice.wake]]
word = "jarvis"
thresholds = { kitchen = 0.97 }

[[voice.wake]]
word = "marvin"
threshold = 0.6
only_in = ["kitchen", "hall"]
area = "office"
speaker = "ana"
`,
  'agentos.toml',
);
const threshold = voice.wake_threshold;

test('without any, it is "jarvis", with the threshold of its head', () => {
  const { voice } = parseSettings('', 'agentos.toml');
  expect(wakeWordsFor(voice.wake, { area: 'kitchen', threshold: voice.wake_threshold })).toEqual([{ head: 'jarvis' }]);
});

test('a word has the sensitivity of the room, then its own, then that of all', () => {
  const marvin = { head: 'marvin', threshold: 0.6, area: 'office', speaker: 'ana' };
  expect(wakeWordsFor(voice.wake, { area: 'kitchen', threshold })).toEqual([
    { head: 'jarvis', threshold: 0.97 },
    marvin,
  ]);
  expect(wakeWordsFor(voice.wake, { area: 'hall', threshold })).toEqual([{ head: 'jarvis', threshold: 0.8 }, marvin]);
});

test('a word that is for some rooms is not listened for in others', () => {
  expect(wakeWordsFor(voice.wake, { area: 'office', threshold })).toEqual([{ head: 'jarvis', threshold: 0.8 }]);
  expect(wakeWordsFor(voice.wake, { threshold })).toEqual([{ head: 'jarvis', threshold: 0.8 }]);
});

test('what is no word or no score is refused with its line', () => {
  expect(() => parseSettings('[[voice.wake]]\nword = "x"\nthreshold = 2\n', 'agentos.toml')).toThrow(/threshold/);
  expect(() => parseSettings('[[voice.wake]]\nthreshold = 0.5\n', 'agentos.toml')).toThrow(/word/);
});
