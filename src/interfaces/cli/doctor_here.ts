import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { paths } from '../../settings/paths.ts';
import { checkMemory, checkNode, checkSettings } from './checkup.ts';
import { colours } from './colours.ts';
import { askDaemon, checkLock } from './doctor/daemon.ts';
import type { Finding } from './doctor/finding.ts';
import { checkSocket, socketState } from './doctor/socket.ts';
import { checkStateFolder } from './doctor/state_folder.ts';
import { checkStore } from './doctor/store.ts';
import { checkVoice } from './doctor/voice.ts';
import type { DoctorOptions } from './doctor.ts';
import { EXIT } from './exit_code.ts';
import { json, line } from './output.ts';
import { forTerminal, onOneLine } from './terminal_text.ts';

/** Looks at everything, prints a line for each, and says with the exit code whether what is needed is there. */
export async function examine(options: DoctorOptions): Promise<number> {
  const { settingsFile, socket: usual, stateFolder } = paths();
  const given = options.state === undefined ? undefined : resolve(options.state);
  // As the daemon has it: a state folder of its own has a socket of its own.
  const socket = options.socket ?? (given === undefined ? usual : join(given, 'agentos.sock'));
  const state = await socketState(socket);
  const { status, findings: daemon } = await askDaemon(socket, state);
  const folder = given ?? status?.facts['state_folder'] ?? stateFolder;
  const findings = [
    checkNode(process.version),
    checkSettings(options.settings ?? settingsFile),
    ...(await checkSocket(socket, state)),
    ...daemon,
    ...(await checkState(folder, status === undefined ? socket : undefined)),
    ...(await checkVoice(options.voice === true)),
    ...(options.voice ? [checkMemory()] : []),
  ];
  for (const finding of findings) {
    if (options.json) json(finding);
    else tell(finding);
  }
  const broken = findings.filter((finding) => finding.state === 'broken').length;
  if (!options.json) line(broken === 0 ? '\nAll that is needed is there.' : `\nWrong or missing: ${broken}.`);
  return broken === 0 ? EXIT.ok : EXIT.unavailable;
}

/** @param socket where no daemon answers */
async function checkState(folder: string, socket: string | undefined): Promise<readonly Finding[]> {
  if (!isFolder(folder)) {
    const fix = 'name a folder with --state, or one that is not there yet';
    return [{ name: 'state', state: 'broken', found: `${folder} is no folder`, fix }];
  }
  const looked = checkStateFolder(folder);
  if (looked[0]?.state === 'broken') return looked;
  return [...(socket === undefined ? [] : checkLock(folder, socket)), ...looked, ...(await checkStore(folder))];
}

/** Or could become one. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
  } catch (thrown) {
    // Above it is a file.
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTDIR');
  }
}

function tell({ name, state, found, fix }: Finding): void {
  const mark = { ok: colours.green('✓'), broken: colours.red('✗'), advice: colours.yellow('!') }[state];
  line(`${mark} ${name.padEnd(11)} ${forTerminal(found).replaceAll('\n', '\n              ')}`);
  if (fix !== undefined) line(`              ${colours.bold('do:')} ${onOneLine(fix)}`);
}
