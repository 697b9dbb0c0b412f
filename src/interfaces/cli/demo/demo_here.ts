import { join } from 'node:path';
import type { Client } from '../../client/api.ts';
import { attached, MAILBOX } from '../attach.ts';
import { CliError } from '../cli_error.ts';
import { colours } from '../colours.ts';
import { EXIT } from '../exit_code.ts';
import { homeRecord } from '../home_record.ts';
import { isTerminal, line, width } from '../output.ts';
import { forTerminal } from '../terminal_text.ts';
import { ThrowawayDaemon } from '../throwaway_daemon.ts';
import { trajectoryLines } from '../trajectory_text.ts';
import { timerAndCrash } from './timer_and_crash.ts';

const COMMAND = 'turn on the kitchen light';
const LIGHT = 'light.kitchen_ceiling';

/** Shows the whole of it in a house of its own. @throws CliError where something did not happen */
export async function demo(): Promise<number> {
  const person = isTerminal();
  const daemon = await ThrowawayDaemon.start({});
  try {
    const { socket, folder } = daemon;
    const capabilities = { ask: true, confirm: true, notices: true };
    await attached(
      { socket },
      async (client) => {
        await theHouse(client);
        const thread = await theCommand(client, daemon, person);
        await theThread(client, thread);
        await theCrash(client, daemon);
      },
      { name: MAILBOX, capabilities },
    );
    line(colours.green('\nAll of it really happened.'));
    if (!person) return EXIT.ok;
    heading('Your turn');
    const { chat } = await import('../chat_here.ts');
    return await chat({ socket }, join(folder, 'chat_history'));
  } finally {
    await daemon.remove();
  }
}

function heading(text: string): void {
  line(`\n${colours.bold(text)}`);
}

async function theHouse(client: Client): Promise<void> {
  const { areas, entities, floors } = homeRecord.parse(await client.call('need.device.home', {}));
  heading('A house of its own');
  line(`${floors.length} floors, ${areas.length} areas, ${entities.length} devices; it is gone when this ends.`);
}

/** By voice where the machine has what it takes, else typed. @returns the thread */
async function theCommand(client: Client, daemon: ThrowawayDaemon, person: boolean): Promise<string> {
  heading('A command');
  const before = await stateOf(client);
  const { speakCommand, missingForVoice } = await import('./spoken_command.ts');
  const missing = await missingForVoice();
  const thread = missing.length === 0 ? await spoken(daemon, person, speakCommand) : await typed(client, missing);
  const after = await stateOf(client);
  line(`device   ${LIGHT}: ${forTerminal(before)} → ${colours.yellow(forTerminal(after))}`);
  if (before !== 'off' || after !== 'on')
    throw notSo(`${LIGHT} was ${before} and is ${after}; it should have been turned on`);
  return thread;
}

async function spoken(
  { socket, folder }: ThrowawayDaemon,
  person: boolean,
  speak: typeof import('./spoken_command.ts').speakCommand,
): Promise<string> {
  const turn = await speak({ command: COMMAND, socket, folder, person, invite: (text) => line(colours.yellow(text)) });
  if (turn === undefined) throw notSo('the spoken command was not understood');
  const { by, heard, asked, end, spoken: said } = turn;
  line(`spoken   “hey jarvis, ${COMMAND}” (${by})`);
  line(`heard    “${forTerminal(heard.text)}” (confidence ${heard.confidence})`);
  if (asked !== undefined) line(`asked    “${forTerminal(asked)}” and heard a yes`);
  const after =
    said.afterSpeechSeconds === undefined ? '' : `, ${said.afterSpeechSeconds.toFixed(1)} s after the last word`;
  line(`reply    “${forTerminal(end.text)}” (spoken in ${said.seconds.toFixed(1)} s${after})`);
  return end.thread;
}

async function typed(
  client: Client,
  missing: readonly { readonly name: string; readonly fix: string }[],
): Promise<string> {
  line('There is no voice here, so the command is typed. What is missing:');
  for (const { name, fix } of missing) line(`  ${name}: ${fix}`);
  line(`typed    “${COMMAND}”`);
  for await (const update of client.utter({ text: COMMAND }).updates) {
    if (update.type !== 'end') continue;
    line(`reply    “${forTerminal(update.text)}”`);
    client.heard(update.mailOffset);
    return update.thread;
  }
  throw notSo('the command had no answer');
}

async function theThread(client: Client, thread: string): Promise<void> {
  heading('The thread that carried it');
  const { events } = await client.thread(thread);
  for (const text of trajectoryLines(events, { width: width() })) line(text);
  if (!events.some(({ direction }) => direction === 'END')) throw notSo(`thread ${thread} has no END`);
}

async function theCrash(client: Client, daemon: ThrowawayDaemon): Promise<void> {
  heading('A timer and a crash');
  const rung = await timerAndCrash(client, daemon, (text) => line(forTerminal(text)));
  if (rung === undefined) throw notSo('the timer did not ring exactly once after the crash');
  line(colours.yellow(`♪ ${forTerminal(rung.said)} (${(rung.afterMs / 1_000).toFixed(1)} s after it was set)`));
}

async function stateOf(client: Client): Promise<string> {
  const { entities } = homeRecord.parse(await client.call('need.device.home', {}));
  return entities.find(({ id }) => id === LIGHT)?.state ?? 'not there';
}

function notSo(what: string): CliError {
  return new CliError(`${what}. "agentos doctor --voice" says what is missing here.`, EXIT.software);
}
