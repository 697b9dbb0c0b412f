import { type CompileOptions, compile, type Grammar } from './grammar.ts';
import type { Home } from './home.ts';
import { prepareFiles } from './prepare.ts';
import { Prepared } from './prepared.ts';
import type { SentenceFile } from './sentence_file.ts';

const known = new WeakMap<readonly SentenceFile[], Prepared>();

/** Compiles sentence files for a home, without a prepared form. The same array of files is worked on once. */
export function compileFiles(files: readonly SentenceFile[], home: Home, options?: CompileOptions): Grammar {
  const prepared = known.get(files) ?? new Prepared(prepareFiles(files));
  known.set(files, prepared);
  return compile(prepared, home, options);
}
