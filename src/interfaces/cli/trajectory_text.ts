import type { ThreadEvent } from '../client/client.ts';
import { colours } from './colours.ts';
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
  return treesOf(events).flatMap((tree) => turnLines(tree, style));
}

function turnLines(tree: TurnTree, style: TrajectoryStyle): readonly string[] {
  const { opened, root, end } = tree;
  const took = end === undefined ? 'open' : duration(end.at - opened.at);
  const copied = opened.copiedFrom === undefined ? '' : `, copied from ${onOneLine(opened.copiedFrom)}`;
  const said = forTerminal(textOf(opened.data) ?? '');
  const lines = [
    `${colours.bold(`Turn ${tree.turn}`)}  ${colours.dim(`${momentText(opened.at, Date.now())}, ${took}, from ${onOneLine(opened.from)}${copied}`)}`,
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
  const providers = frame.subject.startsWith('need.') ? ` (${frame.providers.join(', ')})` : '';
  const name = onOneLine(`${frame.handoff ? '⇒ ' : ''}${frame.subject}${providers}`);
  const at = answeredAt(frame, end);
  const took = (at === undefined ? 'open' : duration(at - frame.at)).padStart(DURATION);
  const plain = `${lead}${name}`;
  const failed = frame.answers.find(({ error }) => error !== undefined);
  const detail = onOneLine(detailOf(frame));
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

function detailOf(frame: Frame): string {
  const failed = frame.answers.find(({ error }) => error !== undefined);
  if (failed?.error) return `✗ ${failed.error.code}: ${failed.error.message}`;
  const given = frame.subject.startsWith('need.') ? JSON.stringify(frame.input) : undefined;
  const answer = frame.answers[0];
  const gave = answer?.data === undefined ? undefined : (textOf(answer.data) ?? JSON.stringify(answer.data));
  return [given, gave].filter((part) => part !== undefined && part !== '{}').join(' → ');
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
