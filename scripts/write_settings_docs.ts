// Writes docs/settings.md: node scripts/run.mjs scripts/write_settings_docs.ts
import { writeFileSync } from 'node:fs';
import { settingsDocs } from './settings_docs.ts';

writeFileSync('docs/settings.md', await settingsDocs(process.cwd()));
