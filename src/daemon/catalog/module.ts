import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Fault } from '../model/fault.ts';
import type { Service } from '../model/service.ts';
import { BUILT_IN } from './built_in.ts';
import { importModule } from './import_module.ts';
import { isService } from './service_shape.ts';
import { writtenAgent } from './written_agent.ts';

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
/** An agent that is only a prompt. */
const WRITTEN = 'agent.md';

/** Whether a path below a services folder may hold services: any module in `use/<name>/` or `need/<capability>/` but its contract. */
export function serviceFileAt(path: string, root: string): ServiceFile | undefined {
  const inside = path.slice(root.length).split(sep).filter(Boolean);
  const [family, folder, file] = inside;
  if (inside.length !== 3 || (family !== 'use' && family !== 'need') || folder === undefined || file === undefined)
    return undefined;
  const extension = extname(file);
  if (file === WRITTEN && family === 'use') return { path, family, folder, name: 'agent' };
  if (!EXTENSIONS.has(extension) || file.endsWith('.d.ts')) return undefined;
  const name = basename(file, extension);
  return name === 'contract' ? undefined : { path, family, folder, name };
}

/** Whether a file in a service's folder is a module or a prompt, the contract among them: what it changes is how that folder's services behave. */
export function isModule(name: string): boolean {
  return EXTENSIONS.has(extname(name)) || name === WRITTEN;
}

export interface LoadedFile {
  readonly file: ServiceFile;
  /** First characters of the SHA-256 of its text and of the modules beside it, the contract among them. */
  readonly version: string;
  /** Empty for a module that only helps others in its folder. */
  readonly services: readonly Service[];
}

/**
 * A module that waits for something while it is imported must not hold up all the others. Long enough for a busy machine: a turn that goes on
 * after a restart finds no service that came too late.
 */
const LOAD_MS = 10_000;

/**
 * Imports a service file. The version in the address makes a changed file a new module; turns under way keep the old one.
 * @param known its version, for files that ship: those are imported as they are
 * @throws Fault FAILED_PRECONDITION naming the file when it cannot be imported or exports something that is no service.
 */
export async function loadServiceFile(file: ServiceFile, known?: string): Promise<LoadedFile> {
  let version = known;
  let module: { readonly default?: unknown };
  try {
    const address = pathToFileURL(file.path).href;
    if (file.path.endsWith('.md')) {
      version = await versionOf(file);
      module = { default: await writtenAgent(file.folder, await readFile(file.path, 'utf8')) };
    } else if (version === undefined) {
      version = await versionOf(file);
      module = await inTime(importModule(`${address}?v=${version}`));
    } else {
      module = BUILT_IN.get(`${file.family}/${file.folder}/${file.name}`) ?? (await importModule(address));
    }
  } catch (thrown) {
    throw new Fault('FAILED_PRECONDITION', `${shown(file)} cannot be loaded: ${messageOf(thrown)}`, { cause: thrown });
  }
  const exported = module.default;
  const candidates: readonly unknown[] = exported === undefined ? [] : Array.isArray(exported) ? exported : [exported];
  const services = candidates.map((candidate) => {
    if (isService(candidate)) return candidate;
    throw new Fault(
      'FAILED_PRECONDITION',
      `${shown(file)}: its default export is not made by tool, agent, router, provider or rule.`,
    );
  });
  return { file, version, services };
}

export function shown({ path }: ServiceFile): string {
  return `${basename(dirname(dirname(path)))}/${basename(dirname(path))}/${basename(path)}`;
}

async function versionOf({ path }: ServiceFile): Promise<string> {
  const folder = dirname(path);
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).filter(isModule).sort())
    hash.update(`${name}\n`).update(await readFile(join(folder, name)));
  return hash.update(basename(path)).digest('hex').slice(0, 12);
}

function inTime<T>(loading: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`it did not finish loading within ${LOAD_MS / 1_000} s`));
    const timer = setTimeout(late, LOAD_MS);
    loading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
