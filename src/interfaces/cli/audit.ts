import { Command, InvalidArgumentError } from 'commander';
import type { AuditEntry } from '../client/client.ts';
import { attached, socketOption } from './attach.ts';
import { auditVerifyCommand } from './audit_verify.ts';
import { colours } from './colours.ts';
import { momentText } from './notice_text.ts';
import { json, line } from './output.ts';
import { onOneLine } from './terminal_text.ts';

interface AuditOptions {
  readonly limit: number;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
Every decision about what is private or dangerous is on record: what was called (as a hash of the exact call), who asked, what went
into it, and which row of the policy ([gate] in the settings) decided. What was said is not in it. "agentos trace <thread>" shows that.

Examples:
  agentos audit
  agentos audit --limit 100 --json
  agentos audit verify`;

const MOST = 100_000;

export function auditCommand(): Command {
  return new Command()
    .option('-n, --limit <count>', 'The last so many.', countOf, 20)
    .option('--all', 'All of them.')
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .addCommand(auditVerifyCommand().name('verify').description('Check that the record is as it was written.'))
    .action((options: AuditOptions) =>
      attached(options, async (client) => {
        let any = false;
        for await (const entry of client.audit(options.all ? {} : { last: options.limit })) {
          any = true;
          if (options.json) json({ type: 'audit', ...entry });
          else for (const text of linesOf(entry)) line(text);
        }
        if (!any && !options.json) line('Nothing private or dangerous was asked for yet.');
      }),
    );
}

function linesOf({
  seq,
  at,
  verdict,
  risk,
  subject,
  row,
  client,
  thread,
  key,
  labels,
  why,
}: AuditEntry): readonly string[] {
  const colour = verdict === 'refused' ? colours.red : verdict === 'asked' ? colours.yellow : colours.bold;
  const from = labels.length === 0 ? '' : `, with ${labels.join(', ')} in it`;
  return [
    `${String(seq).padStart(5)}  ${momentText(at, Date.now()).padEnd(13)} ${colour(verdict.padEnd(9))} ${onOneLine(`${risk.padEnd(7)} ${subject}`)}`,
    colours.dim(onOneLine(`       by ${row}; asked by ${client}${from}; ${thread} at ${key}`)),
    ...(why === undefined ? [] : [`       ${onOneLine(why)}`]),
  ];
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw new InvalidArgumentError(`It has to be a whole number from 1 to ${MOST}.`);
  return count;
}
