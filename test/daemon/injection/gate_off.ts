import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const NEEDED = ['src', 'data', 'proto', 'scripts', 'package.json', 'tsconfig.json'];
const OPEN_GATE = "export const decide = () => ({ verdict: 'allow', row: 'owner' });\n";

/** A built daemon whose gate lets everything pass, in a folder of its own: no setting opens it. */
export class GateOff {
  readonly root = mkdtempSync(join(tmpdir(), 'agentos-gate-off-'));

  constructor() {
    for (const one of NEEDED) cpSync(join(ROOT, one), join(this.root, one), { recursive: true });
    // Not the folder as a whole: a build keeps its scripts in it.
    const modules = join(ROOT, 'node_modules');
    mkdirSync(join(this.root, 'node_modules'));
    for (const one of readdirSync(modules))
      if (one !== '.cache') symlinkSync(join(modules, one), join(this.root, 'node_modules', one));
    writeFileSync(join(this.root, 'src/daemon/runtime/gate/gate.ts'), OPEN_GATE);
    const build = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: this.root, encoding: 'utf8' });
    if (build.status === 0) return;
    this.release();
    throw new Error(`the daemon without its gate could not be built: ${build.stderr}`);
  }

  release(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
