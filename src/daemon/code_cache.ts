import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** Where the compiled code of a script stands. */
export function codeCacheOf(file: string): string {
  return `${file}.cache`;
}

const CHECKSUM_BYTES = 4;

export interface LoadedScript<T> {
  readonly exports: T;
  /** Whether its compiled code was taken. */
  readonly cached: boolean;
  /** What stands in its cache: the functions that have run by now. */
  readonly compiled: () => Buffer;
}

/**
 * Loads a script of the build: an expression, a function of `require` that returns what the script exports. It is in ASCII, so that
 * V8 keeps it at a byte a character. What V8 made of it when it was built is most of what a start would take, and is taken from
 * beside it. Compiled code that was made of another text, by another Node, or is damaged counts for nothing.
 */
export function loadScript<T>(file: string): LoadedScript<T> {
  const source = readFileSync(file);
  const cachedData = readCompiled(source, codeCacheOf(file));
  const script = new Script(source.toString('latin1'), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const load: (require: NodeJS.Require) => T = script.runInThisContext();
  return {
    exports: load(createRequire(file)),
    cached: cachedData !== undefined && script.cachedDataRejected !== true,
    compiled: () => {
      const data = script.createCachedData();
      const checksum = Buffer.alloc(CHECKSUM_BYTES);
      checksum.writeUInt32LE(checksumOf(source, data));
      return Buffer.concat([checksum, data]);
    },
  };
}

/** V8 looks at its own version and flags, and at the length of the text only; damaged code crashes it. So both are bound here. */
function readCompiled(source: Buffer, file: string): Buffer | undefined {
  let text: Buffer;
  try {
    text = readFileSync(file);
  } catch {
    return undefined;
  }
  const data = text.subarray(CHECKSUM_BYTES);
  return text.length > CHECKSUM_BYTES && text.readUInt32LE() === checksumOf(source, data) ? data : undefined;
}

function checksumOf(source: Buffer, data: Buffer): number {
  return crc32(data, crc32(source));
}
