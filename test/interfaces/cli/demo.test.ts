import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Command } from './command.ts';

describe('agentos demo', { timeout: 180_000 }, () => {
  it('does without a voice what it does with one, and leaves nothing behind', async () => {
    const command = new Command({ PATH: '/nonexistent' });
    const { code, out, err } = await command.run(['demo']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('pocketsphinx_batch: apt-get install pocketsphinx');
    expect(out).toContain('light.kitchen_ceiling: off → on');
    expect(out).toMatch(/⇒ use\.lights[\s\S]*→ Turned on the kitchen light\./);
    const killed = /Process (\d+) was killed with -9\.\nProcess (\d+) goes on/.exec(out);
    expect(killed?.[1]).not.toBe(killed?.[2]);
    expect(out).toMatch(/♪ Your 3 second timer is done\./);
    expect(out).toMatch(/All of it really happened\.\n$/);
    expect(readdirSync(command.folder)).toEqual([]);
    command.remove();
  });
});
