import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseHome } from '../src/services/need/device/home_file.ts';
import { sayIssue } from '../src/services/need/device/home_issue.ts';
import { prepareHome } from '../src/services/need/device/read_home.ts';

// Reads the homes that ship when building: prepare_homes.ts FROM TO. A fault in one fails the build.

const [from = '', to = ''] = process.argv.slice(2);
mkdirSync(to, { recursive: true });
for (const file of readdirSync(from).filter((name) => name.endsWith('.yaml'))) {
  const text = readFileSync(join(from, file), 'utf8');
  const parsed = parseHome(text);
  const issues = parsed.ok ? parsed.warnings : parsed.errors;
  if (!parsed.ok || issues.length > 0) {
    console.error(issues.map((issue) => `${join(from, file)}: ${sayIssue(issue)}`).join('\n'));
    process.exit(1);
  }
  writeFileSync(join(to, `${basename(file, '.yaml')}.json`), prepareHome(text, parsed.home));
}
