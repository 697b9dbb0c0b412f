import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaemonProcess } from './daemon_process.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../docs/services.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'agentos-docs-'));
let daemon: DaemonProcess;

/** Files as the page has them: the first line of each names it. */
const files = [...PAGE.matchAll(/^```(?:js|yaml)\n(?:\/\/|#) (\S+)\n([\s\S]*?)^```$/gm)].map((fence) => ({
  path: fence[1] ?? '',
  text: fence[2] ?? '',
}));

beforeAll(async () => {
  const settings = join(folder, 'agentos.toml');
  writeFileSync(settings, '[plants.reminder]\nevery_seconds = 2\n');
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  daemon = await DaemonProcess.start({ settings });
});
afterAll(async () => {
  await daemon.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the examples in docs/services.md', () => {
  it('are taken up, every one', async () => {
    expect(files).toHaveLength(8);
    const client = await daemon.connect();
    const subjects = (await client.services()).map(({ subject }) => subject);
    expect(subjects).toEqual(expect.arrayContaining(['need.plants.watered', 'use.plants', 'use.plant_reminder']));
    expect(daemon.log).not.toContain('left out');
  });

  it('tool and agent: a sentence of one’s own is counted, over a crash too', async () => {
    const client = await daemon.connect();
    expect((await daemon.ask(client, 'I watered the fern')).text).toBe('Noted, for the first time: fern.');
    await daemon.kill9();
    await daemon.start();
    expect((await daemon.ask(client, 'I have watered the fern')).text).toBe('Noted, 2 times now: fern.');
  });

  it('provider, signal, rule and router: what was not asked for is told', async () => {
    const client = await daemon.connect({ name: 'gardener' });
    for await (const notice of client.notices()) {
      expect(notice).toMatchObject({ kind: 'notice', text: 'The plants want water.' });
      break;
    }
  });
});
