import { paths, programPath } from '../../settings/paths.ts';
import { attached } from './attach.ts';
import { checkMemory, checkNode, checkSettings, checkSocket, type Finding } from './checkup.ts';
import { colours } from './colours.ts';
import type { DoctorOptions } from './doctor.ts';
import { EXIT } from './exit_code.ts';
import { json, line } from './output.ts';
import { forTerminal, onOneLine } from './terminal_text.ts';

/** Looks at everything, prints a line for each, and says with the exit code whether what is needed is there. */
export async function examine(options: DoctorOptions): Promise<number> {
  const { settingsFile, socket: usual } = paths();
  const socket = options.socket ?? usual;
  const findings = [
    checkNode(process.version),
    checkSettings(options.settings ?? settingsFile),
    ...(await checkSocket(socket)),
    ...(await checkDaemon(socket)),
    ...(await checkVoice(options.voice === true)),
  ];
  for (const finding of findings) {
    if (options.json) json(finding);
    else tell(finding);
  }
  const missing = findings.filter(({ state }) => state === 'missing').length;
  if (!options.json) line(missing === 0 ? '\nAll that is needed is there.' : `\nMissing: ${missing}.`);
  return missing === 0 ? EXIT.ok : EXIT.unavailable;
}

async function checkDaemon(socket: string): Promise<readonly Finding[]> {
  try {
    return await attached({ socket }, async (client) => {
      const { version, pid, serving } = await client.status();
      const daemon: Finding = serving
        ? { name: 'daemon', state: 'ok', found: `version ${version}, process ${pid}` }
        : { name: 'daemon', state: 'missing', found: 'it answers, but does not serve', fix: 'wait, or start it again' };
      const broken = (await client.services()).filter(({ problem }) => problem !== undefined);
      const services = broken.map(
        ({ subject, problem = '' }): Finding => ({
          ...{ name: 'service', state: 'advice', found: `${subject}: ${problem}` },
          fix: 'correct what it says; it is tried again by itself',
        }),
      );
      return [daemon, ...services];
    });
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return [{ name: 'daemon', state: 'missing', found, fix: 'agentos daemon' }];
  }
}

/** What the voice needs counts as missing only for those who asked for it. */
async function checkVoice(needed: boolean): Promise<readonly Finding[]> {
  const { neededForVoice } = await import('../voice/packages.ts');
  const things = (await neededForVoice(programPath())).map(
    ({ name, for: purpose, present, fix, required }): Finding => {
      const about = { name: 'voice', found: `${name}, for ${purpose}` };
      if (present) return { ...about, state: 'ok' };
      return {
        ...about,
        found: `${name} is not there, for ${purpose}`,
        state: needed && required ? 'missing' : 'advice',
        fix,
      };
    },
  );
  return needed ? [...things, await checkMicrophone(), checkMemory()] : things;
}

async function checkMicrophone(): Promise<Finding> {
  const { findMicrophones } = await import('./sound_cards.ts');
  const found = await findMicrophones();
  if (found.length > 0) return { name: 'microphone', state: 'ok', found: found.join(', ') };
  const fix = 'plug one in; "arecord -l" lists them. A sound server serves without one: pactl info';
  return { name: 'microphone', state: 'missing', found: 'there is no recording device', fix };
}

function tell({ name, state, found, fix }: Finding): void {
  const mark = { ok: colours.green('✓'), missing: colours.red('✗'), advice: colours.yellow('!') }[state];
  line(`${mark} ${name.padEnd(11)} ${forTerminal(found).replaceAll('\n', '\n              ')}`);
  if (fix !== undefined) line(`              ${colours.bold('do:')} ${onOneLine(fix)}`);
}
