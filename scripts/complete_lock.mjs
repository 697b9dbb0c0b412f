// Adds to package-lock.json the optional packages of other platforms where npm has left them out; without them "npm ci"
// calls the lock file incomplete. Run after each change of dependencies.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(process.cwd(), process.argv[2] ?? '.', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const CPUS = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix'];

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const parts = name.split(/[/-]/);
    const os = SYSTEMS.find((one) => parts.includes(one));
    const cpu = CPUS.find((one) => parts.includes(one));
    const place = `node_modules/${name}`;
    if (path === '' || !os || !cpu || lock.packages[place]) continue;
    const libc = parts.some((part) => part.startsWith('musl'))
      ? ['musl']
      : parts.includes('gnu')
        ? ['glibc']
        : undefined;
    const dev = entry.dev ? { dev: true } : {};
    lock.packages[place] = { version, cpu: [cpu], ...dev, ...(libc ? { libc } : {}), optional: true, os: [os] };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`${added} packages of other platforms added to ${file}`);
