import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the installed package: where `data`, `proto` and `dist` are. A bundler may move modules, so it is looked for upwards. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const { name }: { name?: string } = JSON.parse(readFileSync(file, 'utf8'));
      if (name === 'agentos') return folder;
    }
    const above = dirname(folder);
    if (above === folder) throw new Error('The package folder of AgentOS was not found; install it again.');
    folder = above;
  }
}
