import { Command } from 'commander';
import type { Client, Turn, Update } from '../client/api.ts';
import type { ThreadEvent } from '../client/client.ts';
import { AnswerText } from './answer_text.ts';
import { attached, MAILBOX, socketOption } from './attach.ts';
import { CliError } from './cli_error.ts';
import { eventJson } from './event_json.ts';
import { EXIT } from './exit_code.ts';
import { MailSeen } from './mail_seen.ts';
import { aside, isTerminal, json, line, width } from './output.ts';
import { shellWord } from './shell_text.ts';
import { forTerminal } from './terminal_text.ts';

interface AskOptions {
  readonly thread?: string;
  readonly continue?: boolean;
  readonly trace?: boolean;
  readonly json?: boolean;
  readonly area?: string;
  readonly socket?: string;
}

type Ended = Extract<Update, { type: 'end' }>;
type Asked = Extract<Update, { type: 'ask' }>;

const HELP = `
Exit codes: 0 the turn came to its end, 70 it failed, 69 no daemon answers, 64 wrong usage, 130 Ctrl-C.
Without a terminal (or with --json) a question ends the command with the status "waiting".

Examples:
  agentos ask "turn on the kitchen light"
  agentos ask --thread 01994e6c-… "yes"
  agentos ask --json --trace "what is the time?"`;

export function askCommand(): Command {
  return new Command()
    .argument('<text...>', 'what to say')
    .option('--thread <id>', 'Goes on in this thread; also answers its question.')
    .option('-c, --continue', 'Goes on in the last thread if it is recent; also answers its question.')
    .option('--area <name>', 'Where in the house you are.')
    .option('--trace', 'Also shows every call that was made.')
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action(async (words: string[], options: AskOptions) => {
      process.exitCode = await ask(words.join(' '), options);
    });
}

export function ask(text: string, options: AskOptions): Promise<number> {
  if (text.trim() === '')
    throw new CliError('There is nothing to say. Give it a sentence: agentos ask "what is the time?"');
  if (options.thread !== undefined && options.continue === true)
    throw new CliError('--thread and --continue both name a thread; give one of them.');
  const capabilities = { ask: true, confirm: true, notices: true };
  return attached(options, (client) => turnOf(client, text, options), { name: MAILBOX, capabilities });
}

async function turnOf(client: Client, text: string, options: AskOptions): Promise<number> {
  const seen = new MailSeen(client);
  const turn = client.utter({
    text,
    trace: options.trace === true,
    ...(options.thread === undefined ? {} : { thread: options.thread }),
    continueLast: options.continue === true,
  });
  const interrupted = cancelOnInterrupt(turn);
  const answer = new AnswerText((part) => process.stdout.write(part));
  const alone = options.json === true || !isTerminal();
  const events: Extract<Update, { type: 'event' }>['event'][] = [];
  let shown = 0;
  for await (const update of turn.updates) {
    switch (update.type) {
      case 'progress':
        if (!alone) answer.progress(update);
        break;
      case 'event':
        events.push(update.event);
        if (options.json) json(eventJson(update.event));
        shown = update.event.seq;
        break;
      case 'ask':
        answer.breakOff();
        if (alone) return await waiting(client, turn, update, options, shown, seen);
        await answered(client, turn, update, interrupted);
        break;
      case 'end':
        await seen.upTo(update.mailOffset, !alone);
        if (options.trace && !options.json) await showTrace(events);
        return end(update, options, answer, interrupted.signal.aborted);
    }
  }
  throw new CliError('The daemon ended without an answer. Ask again.', EXIT.software);
}

function end(said: Ended, options: AskOptions, answer: AnswerText, interrupted: boolean): number {
  const { thread, turn, text, status, outcome, acted, code } = said;
  if (options.json) json({ type: 'end', thread, turn, text, status, outcome, acted, code });
  else if (status === 'failed') {
    answer.breakOff();
    aside(text);
  } else answer.end(text);
  if (interrupted) return EXIT.interrupted;
  return status === 'failed' ? EXIT.software : EXIT.ok;
}

/** Nobody is there to answer now: the question is what is said, and it stays open for `ask --thread`. */
async function waiting(
  client: Client,
  turn: Turn,
  { ask, mailOffset }: Asked,
  options: AskOptions,
  shown: number,
  seen: MailSeen,
): Promise<number> {
  const { thread, turn: number } = await turn.accepted;
  if (options.trace) {
    const events: ThreadEvent[] = [];
    for await (const event of client.events(thread)) if (event.turn === number) events.push(event);
    if (options.json) for (const event of events) if (event.seq > shown) json(eventJson(event));
    if (!options.json) await showTrace(events);
  }
  await seen.upTo(mailOffset, false);
  const { id, text, kind, choices, expiresAt } = ask;
  if (options.json) {
    json({ type: 'ask', thread, id, kind, text, choices, expiresAt });
    json({ type: 'end', thread, turn: number, text, status: 'waiting' });
  } else {
    line(forTerminal(text));
    // On a command line it would be in the shell's history.
    if (kind === 'pin') aside('Say the PIN at a terminal: ask again there, or in "agentos chat".');
    else
      aside(
        `Answer with: agentos ask --thread ${thread} ${shellWord(kind === 'confirm' ? 'yes' : (choices?.[0] ?? '…'))}`,
      );
  }
  return EXIT.ok;
}

/** Asks the person; no answer ends the turn. */
async function answered(client: Client, turn: Turn, { ask }: Asked, interrupted: AbortController): Promise<void> {
  const { question } = await import('./question.ts');
  const said = await question(ask, interrupted.signal);
  if (said !== undefined) await client.answer(ask.id, said);
  else {
    interrupted.abort();
    await turn.cancel();
  }
}

async function showTrace(events: Parameters<typeof import('./trajectory_text.ts').trajectoryLines>[0]): Promise<void> {
  const { trajectoryLines } = await import('./trajectory_text.ts');
  for (const text of trajectoryLines(events, { width: width() })) line(text);
}

/** The first Ctrl-C ends the turn, the second the command. */
function cancelOnInterrupt(turn: Turn): AbortController {
  const interrupted = new AbortController();
  process.on('SIGINT', () => {
    if (interrupted.signal.aborted) process.exit(EXIT.interrupted);
    interrupted.abort();
    turn.cancel().catch(() => process.exit(EXIT.interrupted));
  });
  return interrupted;
}
