import { readFileSync } from 'node:fs';
import { type Debugger, Session } from 'node:inspector';
import { SourceMap } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Code that is in the system (a file that does not answer) cannot be halted. */
const PATIENCE_MS = 1_000;
const FRAMES = 8;

/**
 * What the main thread runs at this moment, innermost first, as in `run at src/services/use/lights/agent.ts:12`: V8 halts it, wherever it
 * turns, and it stays halted. For a process that is about to end. Empty where it cannot be told.
 */
export async function whereMainIs(): Promise<readonly string[]> {
  const session = new Session();
  try {
    session.connectToMainThread();
    // A frame tells the script by its number only.
    const scripts = new Map<string, string>();
    session.on('Debugger.scriptParsed', ({ params }) => void scripts.set(params.scriptId, params.url));
    const halted = new Promise<readonly Debugger.CallFrame[]>((resolve) => {
      session.on('Debugger.paused', ({ params }) => resolve(params.callFrames));
      setTimeout(() => resolve([]), PATIENCE_MS);
    });
    session.post('Debugger.enable');
    session.post('Debugger.pause');
    const maps = new Map<string, SourceMap | undefined>();
    return (await halted)
      .slice(0, FRAMES)
      .map((frame) => described(frame, scripts.get(frame.location.scriptId) ?? '', maps));
  } catch {
    return [];
  }
}

function described(
  { functionName, location }: Debugger.CallFrame,
  url: string,
  maps: Map<string, SourceMap | undefined>,
): string {
  const file = url.startsWith('file:') ? fileURLToPath(new URL(url)) : url;
  if (!maps.has(file)) maps.set(file, mapOf(file));
  const { lineNumber, columnNumber = 0 } = location;
  const entry = maps.get(file)?.findEntry(lineNumber, columnNumber);
  const place =
    entry !== undefined && 'originalSource' in entry
      ? `${entry.originalSource.replace(/^(\.\.\/)+/, '')}:${entry.originalLine + 1}`
      : `${shortened(file)}:${lineNumber + 1}`;
  return functionName === '' ? place : `${functionName} at ${place}`;
}

/** A bundle has its map beside it. */
function mapOf(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}

function shortened(file: string): string {
  const path = relative(process.cwd(), file.split('?')[0] ?? file);
  return path.startsWith('..') ? file : path;
}
