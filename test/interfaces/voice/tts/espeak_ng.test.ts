import { describe } from 'vitest';
import { openEspeak } from '../../../../src/interfaces/voice/tts/espeak_ng.ts';
import { conformsAsSynthesiser } from '../../../conformance/tts.ts';
import { missing } from '../home_grammar.ts';

const absent = missing('espeak-ng');

describe.skipIf(absent.length > 0)(`espeak-ng${absent.length > 0 ? ' (skipped: it is not installed)' : ''}`, () => {
  conformsAsSynthesiser(() => openEspeak());
});
