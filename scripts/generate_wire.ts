// Makes src/wire/generated from proto/: node scripts/run.mjs scripts/generate_wire.ts -- [FOLDER]
// The types are proto-loader's; descriptor.ts is the parsed proto, so that nothing is parsed when a process starts.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import protobuf from 'protobufjs';

const protoFolder = 'proto';
const files = [
  'agentos/v1/assistant.proto',
  'agentos/v1/threads.proto',
  'agentos/v1/catalog.proto',
  'agentos/v1/admin.proto',
  'agentos/v1/clients.proto',
  'grpc/health/v1/health.proto',
  'grpc/reflection/v1/reflection.proto',
];
const out = process.argv[2] ?? 'src/wire/generated';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const loader = dirname(createRequire(join(process.cwd(), 'package.json')).resolve('@grpc/proto-loader/package.json'));
execFileSync(process.execPath, [
  join(loader, 'build/bin/proto-loader-gen-types.js'),
  '--longs=Number',
  '--enums=String',
  '--defaults',
  '--oneofs',
  '--includeComments',
  '--grpcLib=@grpc/grpc-js',
  '--importFileExtension=.ts',
  `--includeDirs=${protoFolder}`,
  `--outDir=${out}`,
  ...files,
]);

const root = new protobuf.Root();
root.resolvePath = (_origin, target) => (files.includes(target) ? join(protoFolder, target) : target);
for (const file of files) protobuf.parse(readFileSync(join(protoFolder, file), 'utf8'), root);
root.resolveAll();
writeFileSync(
  join(out, 'descriptor.ts'),
  `// Generated from proto/ by scripts/generate_wire.ts; do not edit.\nimport type { fromJSON } from '@grpc/proto-loader';\n\nexport const descriptor: Parameters<typeof fromJSON>[0] = JSON.parse(\`${JSON.stringify(root.toJSON(), null, 1)}\`);\n`,
);
