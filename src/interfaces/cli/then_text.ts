import type { Thread, ThreadEvent } from '../client/client.ts';
import { colours } from './colours.ts';
import { width } from './output.ts';
import { clipped, forTerminal, onOneLine } from './terminal_text.ts';

/** A thread as it was after one of its events, for people. */
export function thenLines(thread: Thread, open: readonly ThreadEvent[], seq: number): readonly string[] {
  const { id, status, origin, taint, messages, parent, branchedAt } = thread;
  const where = origin.area === undefined ? '' : `, ${origin.area}`;
  const lines = [
    `${colours.bold(id)}  ${colours.dim(onOneLine(`after event ${seq}: ${status}, from ${origin.client}${where}`))}`,
  ];
  if (parent !== undefined) lines.push(colours.dim(onOneLine(`branched off ${parent} at event ${branchedAt ?? 0}`)));
  for (const { role, text } of messages) lines.push(`  ${colours.dim(`${role}:`)} ${forTerminal(text)}`);
  for (const { subject, key, to, data } of open) {
    const plain = onOneLine(`  open: ${subject} at ${key}, waits for ${to.join(', ')} ${JSON.stringify(data)}`);
    lines.push(colours.yellow(clipped(plain, width())));
  }
  if (taint.length > 0)
    lines.push(colours.yellow(onOneLine(`  content from outside went into it: ${taint.join(', ')}`)));
  lines.push('');
  return lines;
}
