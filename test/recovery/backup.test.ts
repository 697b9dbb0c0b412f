import { test } from 'vitest';
import { backUpUnderLoad } from './backups_made.ts';

test(
  'P19 T35 5 backups of a daemon at work, each put back: sound, and a prefix of what was acknowledged',
  { timeout: 300_000 },
  () => backUpUnderLoad(5),
);
