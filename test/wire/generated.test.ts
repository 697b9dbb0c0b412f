import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const protoFolder = join(root, 'proto');

async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.sort().map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')] as const),
    ),
  );
}

describe('the generated wire', () => {
  it('is what the proto files give', async () => {
    const fresh = await mkdtemp(join(tmpdir(), 'agentos-wire-'));
    try {
      await promisify(execFile)(process.execPath, ['scripts/run.mjs', 'scripts/generate_wire.ts', '--', fresh], {
        cwd: root,
      });
      const generated = await filesIn(fresh);
      expect(generated.size).toBeGreaterThan(60);
      const committed = await filesIn(join(root, 'src/wire/generated'));
      expect([...committed.keys()], 'run: npm run generate:wire').toEqual([...generated.keys()]);
      for (const [file, text] of generated)
        expect(committed.get(file), `${file} is stale; run: npm run generate:wire`).toBe(text);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  });
});

describe('the proto files', () => {
  it('have a comment on every service, method, message, field, enum and value', async () => {
    const uncommented: string[] = [];
    let seen = 0;
    const check = (object: { comment: string | null; fullName: string }) => {
      seen += 1;
      if (!object.comment) uncommented.push(object.fullName);
    };
    const walk = (object: protobuf.ReflectionObject): void => {
      if (object instanceof protobuf.Enum) {
        check(object);
        for (const value of Object.keys(object.values))
          check({ comment: object.comments[value] ?? null, fullName: `${object.fullName}.${value}` });
        return;
      }
      if (object instanceof protobuf.Type) {
        check(object);
        object.fieldsArray.forEach(check);
        for (const oneof of object.oneofsArray) if (!oneof.name.startsWith('_')) check(oneof);
      }
      if (object instanceof protobuf.Service) {
        check(object);
        object.methodsArray.forEach(check);
      }
      if (object instanceof protobuf.Namespace) object.nestedArray.forEach(walk);
    };
    const parsed = new protobuf.Root();
    for (const [file, text] of await filesIn(protoFolder)) {
      expect(file).toMatch(/\.proto$/);
      protobuf.parse(text, parsed, { alternateCommentMode: true });
    }
    walk(parsed);
    expect(uncommented).toEqual([]);
    expect(seen).toBeGreaterThan(150);
  });
});
