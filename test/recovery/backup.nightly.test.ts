import { test } from 'vitest';
import { backUpUnderLoad } from './backups_made.ts';

const BACKUPS = Number(process.env.AGENTOS_TEST_BACKUPS ?? 200);

test(`P19 T35 ${BACKUPS} backups of a daemon at work, each put back: sound, and a prefix of what was acknowledged`, () =>
  backUpUnderLoad(BACKUPS));
