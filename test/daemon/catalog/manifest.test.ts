import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookAt } from '../../../src/daemon/catalog/folder_look.ts';
import { driftedFrom, readManifest } from '../../../src/daemon/catalog/manifest.ts';
import { put } from '../front/own_folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agentos-manifest-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Writes services and the manifest that the build would make of them. */
function build(services: readonly string[]): void {
  const listed = services.map((service) => {
    const [family, folder, name] = service.split('/');
    const text = `// ${service}`;
    put(root, `${service}.js`, text);
    return { family, folder, name, version: createHash('sha256').update(text).digest('hex').slice(0, 12) };
  });
  writeFileSync(join(root, 'manifest.json'), JSON.stringify(listed));
}

async function drifted(): Promise<readonly string[]> {
  const manifest = await readManifest(root);
  if (!manifest) throw new Error('no manifest');
  const folders = await driftedFrom(manifest, await lookAt(root));
  return folders.map((folder) => folder.slice(root.length + 1));
}

test('a folder without a manifest has none', async () => {
  await expect(readManifest(root)).resolves.toBeUndefined();
});

test('what the build made has not drifted', async () => {
  build(['need/echo/first', 'need/echo/second', 'use/lights/agent']);
  expect((await readManifest(root))?.files[2]).toEqual({
    ...{ path: join(root, 'use/lights/agent.js'), family: 'use', folder: 'lights', name: 'agent' },
  });
  await expect(drifted()).resolves.toEqual([]);
});

test('a file that changed, came or went is a drift of its folder', async () => {
  build(['need/a/first', 'need/b/first', 'need/c/first', 'need/c/second', 'use/d/agent']);
  put(root, 'need/a/first.js', '// need/a/FIRST');
  put(root, 'need/b/second.js', '// new');
  rmSync(join(root, 'need/c/second.js'));
  put(root, 'use/e/agent.js', '// new');
  await expect(drifted()).resolves.toEqual(['need/a', 'need/b', 'need/c', 'use/e']);
});
