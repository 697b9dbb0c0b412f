import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** AgentOS as installed, in a folder of its own, with something wrong about its dependencies. */
export class PrivateCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'agentos-copy-'));
  /** The command's script. */
  readonly main = join(this.folder, 'dist/interfaces/cli/main.js');

  /** @param wrong `unbuilt`: a package without what is compiled of it; `without`: one that is not there */
  constructor(wrong: { readonly unbuilt: string; readonly without: string }) {
    for (const part of ['dist', 'package.json']) cpSync(join(ROOT, part), join(this.folder, part), { recursive: true });
    for (const part of ['data', 'proto']) symlinkSync(join(ROOT, part), join(this.folder, part));
    const modules = join(this.folder, 'node_modules');
    mkdirSync(modules);
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (name !== wrong.unbuilt && name !== wrong.without)
        symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    }
    const parts = new Set(['build', 'deps', 'src', 'bin', 'prebuilds']);
    cpSync(join(ROOT, 'node_modules', wrong.unbuilt), join(modules, wrong.unbuilt), {
      recursive: true,
      filter: (path) => !parts.has(path.slice(join(ROOT, 'node_modules', wrong.unbuilt).length + 1)),
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
