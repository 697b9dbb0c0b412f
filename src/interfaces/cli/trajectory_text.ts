import type { ThreadEvent } from '../client/client.ts';
import { colours } from './colours.ts';
import { modelText, usageOf, usageText } from './model_usage.ts';
import { momentText } from './notice_text.ts';
import { clipped, forTerminal, onOneLine } from './terminal_text.ts';
import { answeredAt, type Frame, type TurnTree, treesOf } from './trajectory.ts';

export interface TrajectoryStyle {
  /** Characters in a line; what a call was given and gave is clipped to it. */
  readonly width?: number;
  /** Everything that was given, over as many lines as it takes. */
  readonly full?: boolean;
}

const NAMES = 44;
const DURATION = 9;

/** The turns of a thread for people: who called whom, with what, and how long it took. */
export function trajectoryLines(events: readonly ThreadEvent[], style: TrajectoryStyle): readonly string[] {
  return treesOf(events).flatMap((tree) => {
    const used = usageText(usageOf(events.filter(({ turn }) => turn === tree.turn)));
    return turnLines(tree, used, style);
  });
}

function turnLines(tree: TurnTree, used: string, style: TrajectoryStyle): readonly string[] {
  const { opened, root, end } = tree;
  const took = end === undefined ? 'open' : duration(end.at - opened.at);
  const copied = opened.copiedFrom === undefined ? '' : `, copied from ${onOneLine(opened.copiedFrom)}`;
  const said = forTerminal(textOf(opened.data) ?? '');
  const lines = [
    `${colours.bold(`Turn ${tree.turn}`)}  ${colours.dim(`${momentText(opened.at, Date.now())}, ${took}, from ${onOneLine(opened.from)}${copied}${used === '' ? '' : `; models: ${used}`}`)}`,
  ];
  if (said !== '') lines.push(`“${said}”`);
  lines.push(...frameLines(root, '', '', end, style));
  if (end?.error) lines.push(colours.red(`✗ ${end.error.code}: ${forTerminal(end.error.message)}`));
  else if (end) lines.push(colours.green(`→ ${forTerminal(textOf(end.data) ?? '')}`));
  else lines.push(colours.yellow('… not ended yet'));
  lines.push('');
  return lines;
}

function frameLines(
  frame: Frame,
  lead: string,
  below: string,
  end: ThreadEvent | undefined,
  style: TrajectoryStyle,
): readonly string[] {
  const { width = 120, full = false } = style;
  const called = frame.subject.startsWith('need.') && frame.providers.length > 0;
  const providers = called ? ` (${frame.providers.join(', ')})` : '';
  const name = onOneLine(`${frame.handoff ? '⇒ ' : ''}${frame.subject}${providers}`);
  const at = answeredAt(frame, end);
  const took = (at === undefined ? 'open' : duration(at - frame.at)).padStart(DURATION);
  const plain = `${lead}${name}`;
  const failed = frame.answers.find(({ error }) => error !== undefined);
  const detail = onOneLine(detailOf(frame, full));
  const room = width - Math.max(NAMES, plain.length) - DURATION - 2;
  const shown = full ? detail : clipped(detail, room);
  const head = `${colours.dim(lead)}${failed ? colours.red(name) : name}${' '.repeat(Math.max(0, NAMES - plain.length))}`;
  const lines = [`${head}${colours.dim(took)}  ${colours.dim(shown)}`.trimEnd()];
  frame.children.forEach((child, index) => {
    const last = index === frame.children.length - 1;
    lines.push(...frameLines(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`, end, style));
  });
  return lines;
}

function detailOf(frame: Frame, full: boolean): string {
  const failed = frame.answers.find(({ error }) => error !== undefined);
  if (failed?.error) return `✗ ${failed.error.code}: ${failed.error.message}`;
  const answer = frame.answers[0];
  const model = answer && modelText(answer);
  // What a model is shown begins alike each time and is long: it stands in the whole of it only.
  const given = frame.subject.startsWith('need.') && (full || !model) ? JSON.stringify(frame.input) : undefined;
  const gave = answer?.data === undefined ? undefined : saidIn(answer.data, full);
  return [given, model, gave].filter((part) => part !== undefined && part !== '{}').join(' → ');
}

/** What an answer says; of a model that says nothing, what it calls. */
function saidIn(data: unknown, full: boolean): string {
  const text = textOf(data);
  if (text !== undefined && text !== '') return text;
  const calls = typeof data === 'object' && data !== null && 'calls' in data ? data.calls : undefined;
  return JSON.stringify(!full && Array.isArray(calls) && calls.length > 0 ? calls : data);
}

function textOf(data: unknown): string | undefined {
  return typeof data === 'object' && data !== null && 'text' in data && typeof data.text === 'string'
    ? data.text
    : undefined;
}

function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
