/**
 * The doors to onnxruntime-node and to the model files that come inside npm packages. Both are optional: nothing is
 * loaded before it is asked for, nothing is ever fetched, and what is missing is named with the line that installs it.
 */
import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-node';
import { AudioError } from './audio.ts';

const require = createRequire(import.meta.url);

export type { Tensor };

/** A loaded model, run one call at a time by the stage that owns it. */
export interface Model {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

export interface Onnx {
  Tensor: TensorConstructor;
  load(file: string): Promise<Model>;
}

/** The runtime, if it is installed; an `AudioError` that says how to get it where not. */
export async function openOnnx(): Promise<Onnx> {
  let runtime: typeof import('onnxruntime-node');
  try {
    runtime = await import('onnxruntime-node');
  } catch (cause) {
    throw new AudioError(
      'Listening needs onnxruntime-node, which is not installed here. Install it with "npm install onnxruntime-node", or type instead.',
      { cause },
    );
  }
  return { Tensor: runtime.Tensor, load: (file) => load(runtime.InferenceSession, file) };
}

async function load(sessions: typeof InferenceSession, file: string): Promise<Model> {
  try {
    // One thread: each run takes a millisecond or two, and a pool of spinning threads costs the house more than it gives.
    return await sessions.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 });
  } catch (cause) {
    throw new AudioError(`${file}: this model cannot be loaded. Install its package again, or name another file.`, {
      cause,
    });
  }
}

/** The path of a file inside an installed package, whatever its `exports` say; an `AudioError` where there is none. */
export async function packageFile(packageName: string, path: string): Promise<string> {
  const folders = require.resolve.paths(packageName) ?? [];
  for (const folder of folders) {
    const file = join(folder, packageName, path);
    if (await fileThere(file)) return file;
  }
  throw new AudioError(
    `${packageName}/${path} is not there. Install it with "npm install ${packageName}", or name another engine in the settings.`,
  );
}

/** The path of a file that ships with AgentOS, looked for from this module upwards; an `AudioError` where there is none. */
export async function shippedFile(path: string): Promise<string> {
  let folder = import.meta.dirname;
  while (true) {
    const file = join(folder, path);
    if (await fileThere(file)) return file;
    const above = dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  throw new AudioError(`${path} is missing from this installation. Install AgentOS again.`);
}

export async function fileThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
