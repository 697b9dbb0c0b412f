import { describe } from 'vitest';
import { openFlite } from '../../../../src/interfaces/voice/tts/flite.ts';
import { conformsAsSynthesiser } from '../../../conformance/tts.ts';
import { missing } from '../home_grammar.ts';

const absent = missing('flite');

describe.skipIf(absent.length > 0)(`flite${absent.length > 0 ? ' (skipped: it is not installed)' : ''}`, () => {
  conformsAsSynthesiser(() => openFlite());
});
