import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A settings folder of a user, with what stands beside the settings: `files` by path, as in `services/use/x/agent.mjs`. */
export function ownFolder(files: { readonly [path: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-own-'));
  writeFileSync(join(folder, 'agentos.toml'), `[understand.grammar]\nfolder = "${join(folder, 'sentences')}"\n`);
  for (const [path, text] of Object.entries(files)) put(folder, path, text);
  return folder;
}

export function put(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Polls until it holds: what happens in another process has no event here. */
export async function eventually(
  holds: () => Promise<boolean> | boolean,
  what: string,
  withinMs = 15_000,
): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`never came about: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
