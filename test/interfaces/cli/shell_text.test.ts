import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from '../../../src/interfaces/cli/shell_text.ts';

test.each(['yes', "the boy's room", '$(touch /nonexistent/x) `id` "a" \\ !! $HOME', "'; echo gone '", ''])(
  'a shell reads %j as one word and as it is',
  (text) => {
    const { stdout, status } = spawnSync('/bin/sh', ['-c', `printf '%s|' ${shellWord(text)}`], { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: `${text}|`, status: 0 });
  },
);
