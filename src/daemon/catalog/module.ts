import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Fault } from '../model/fault.ts';
import type { Service } from '../model/service.ts';

/** A service file: where its name and kind come from is where it stands. */
export interface ServiceFile {
  readonly path: string;
  readonly family: 'use' | 'need';
  /** Name of its folder: `device` for `need/device/demo.js`. */
  readonly folder: string;
  /** `demo` for `need/device/demo.js`. */
  readonly name: string;
}

const EXTENSIONS = new Set(['.js', '.mjs', '.ts']);

/** Whether a path below a services folder may hold services: any module in `use/<name>/` or `need/<capability>/` but its contract. */
export function serviceFileAt(path: string, root: string): ServiceFile | undefined {
  const inside = path.slice(root.length).split(sep).filter(Boolean);
  const [family, folder, file] = inside;
  if (inside.length !== 3 || (family !== 'use' && family !== 'need') || folder === undefined || file === undefined)
    return undefined;
  const extension = extname(file);
  if (!EXTENSIONS.has(extension) || file.endsWith('.d.ts')) return undefined;
  const name = basename(file, extension);
  return name === 'contract' ? undefined : { path, family, folder, name };
}

export interface LoadedFile {
  readonly file: ServiceFile;
  /** First characters of the SHA-256 of its text. */
  readonly version: string;
  /** Empty for a module that only helps others in its folder. */
  readonly services: readonly Service[];
}

/**
 * Imports a service file. The version in the address makes a changed file a new module; turns under way keep the old one.
 * @throws Fault FAILED_PRECONDITION naming the file when it cannot be imported or exports something that is no service.
 */
export async function loadServiceFile(file: ServiceFile, known?: string): Promise<LoadedFile> {
  const version =
    known ??
    createHash('sha256')
      .update(await readFile(file.path))
      .digest('hex')
      .slice(0, 12);
  let module: { readonly default?: unknown };
  try {
    module = await import(`${pathToFileURL(file.path).href}${known === undefined ? `?v=${version}` : ''}`);
  } catch (thrown) {
    throw new Fault('FAILED_PRECONDITION', `${shown(file)} cannot be loaded: ${messageOf(thrown)}`, { cause: thrown });
  }
  const exported = module.default;
  const candidates: readonly unknown[] = exported === undefined ? [] : Array.isArray(exported) ? exported : [exported];
  const services = candidates.map((candidate) => {
    if (!isService(candidate)) {
      throw new Fault(
        'FAILED_PRECONDITION',
        `${shown(file)}: its default export is not made by tool, agent, router, provider or rule.`,
      );
    }
    return candidate;
  });
  return { file, version, services };
}

export function shown({ path }: ServiceFile): string {
  return `${basename(dirname(dirname(path)))}/${basename(dirname(path))}/${basename(path)}`;
}

const KINDS = new Set<unknown>(['tool', 'agent', 'router', 'provider', 'rule']);

function isService(value: unknown): value is Service {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.has(value.kind);
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
