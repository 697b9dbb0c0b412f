import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFiles } from '../../src/language/compile_files.ts';
import { readSentenceFile } from '../../src/language/sentence_file.ts';
import { understand } from '../../src/language/understand.ts';
import { generateHome, sentencesFor } from '../generated_home.ts';
import { ROOT } from '../places.ts';
import { percentile, serveSide } from '../side.ts';

interface Options {
  readonly devices: number;
}

/** Reading sentences in a house with so many devices, alone. Each is timed by the CPU that it takes, garbage included. */
serveSide(async ({ devices }: Options) => {
  const folder = join(ROOT, 'data/sentences/en');
  const files = readdirSync(folder).flatMap(
    (name) => readSentenceFile(readFileSync(join(folder, name), 'utf8'), name).file ?? [],
  );
  const home = generateHome(devices);
  const started = performance.now();
  const grammar = compileFiles(files, { ...home, entities: [...home.entities] });
  const compileMs = performance.now() - started;
  const sentences = sentencesFor(home);
  return {
    async check() {
      const understood = sentences.filter((text) => understand(grammar, text).tier === 'grammar').length;
      // One in eight is nonsense.
      if (understood < sentences.length * 0.8)
        throw new Error(
          `${understood} of ${sentences.length} sentences were understood; only the nonsense should not be`,
        );
      return understood;
    },
    async round() {
      const cpu: number[] = [];
      const wall: number[] = [];
      for (const text of sentences) {
        const before = process.cpuUsage();
        const begun = performance.now();
        understand(grammar, text);
        wall.push(performance.now() - begun);
        const { user, system } = process.cpuUsage(before);
        cpu.push((user + system) / 1_000);
      }
      return {
        cpu50: percentile(cpu, 0.5),
        cpu95: percentile(cpu, 0.95),
        cpu99: percentile(cpu, 0.99),
        wall99: percentile(wall, 0.99),
        compileMs,
      };
    },
    close: async () => undefined,
  };
});
