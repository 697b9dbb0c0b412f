import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { clientName } from '../../wire/request.ts';
import { ROLE_SCOPES, ROLES, SCOPES, scope } from '../../wire/rights.ts';
import type { Client } from '../client/api.ts';
import type { PairWanted } from '../client/clients.ts';
import { attached, socketOption } from './attach.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { aside, json, line } from './output.ts';
import { onOneLine } from './terminal_text.ts';

interface PairOptions {
  readonly role: (typeof ROLES)[number];
  readonly area?: string;
  readonly scope?: readonly string[];
  readonly days?: number;
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
Shows a code that opens once, within 5 minutes, and waits until the other machine has come in with it. Ctrl-C takes the code back.
The daemon has to listen: [listen] addresses in the settings.

Roles, and the rights each has where --scope names none:
${ROLES.map((role) => `  ${role.padEnd(11)} ${ROLE_SCOPES[role].usual.join(', ')}`).join('\n')}
Rights: ${SCOPES.join(', ')}, tool:<name>. With any tool:<name>, those tools are all that it may use beyond reading what is open.

Examples:
  agentos pair satellite-kitchen --area kitchen
  agentos pair phone-of-anna --role owner
  agentos pair blinds-script --role plugin --scope utter --scope tool:need.device.set --days 90`;

export function pairCommand(): Command {
  return new Command()
    .addArgument(new Argument('<name>', 'What it is called here.').argParser(nameOf))
    .addOption(new Option('--role <role>', 'What it is in the house.').choices(ROLES).default('resident'))
    .option('--area <area>', 'Where it stands: it hears and is told what belongs there.')
    .option('--scope <right>', 'A right, in the place of the usual ones; can be repeated.', rightOf)
    .option('--days <count>', 'Lets it in for so many days; until it is revoked where absent.', daysOf)
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .action((name: string, { role, area, scope: rights, days, ...options }: PairOptions) =>
      attached(options, (client) =>
        letIn(client, options, {
          ...{ name, role },
          ...(area === undefined ? {} : { area }),
          ...(rights === undefined ? {} : { scopes: rights }),
          ...(days === undefined ? {} : { days }),
        }),
      ),
    );
}

/** Shows the code, and says who came in with it. */
export async function letIn(client: Client, options: { readonly json?: boolean }, wanted: PairWanted): Promise<void> {
  const left = new AbortController();
  const leave = (): void => left.abort();
  process.once('SIGINT', leave);
  let came = false;
  try {
    for await (const news of client.pair(wanted, left.signal)) {
      if (news.message === 'code') {
        if (options.json) json({ type: 'code', ...news.code });
        else tell(news.code);
        continue;
      }
      came = true;
      const { name, role, area, scopes } = news.paired;
      if (options.json) json({ type: 'paired', ...news.paired });
      else
        line(
          onOneLine(`${name} is let in as ${role}${area === undefined ? '' : ` in ${area}`}: ${scopes.join(', ')}.`),
        );
    }
  } finally {
    process.removeListener('SIGINT', leave);
  }
  if (!came) throw new CliError('The code was taken back; nobody was let in.', EXIT.interrupted);
}

function tell({
  code,
  addresses,
  fingerprint,
}: {
  code: string;
  addresses: readonly string[];
  fingerprint: string;
}): void {
  const [address = '<host:port>'] = addresses;
  line(`Code: ${code}`);
  line('It opens once, within 5 minutes. At the other machine, type:');
  line();
  line(`  agentos attach ${address} --code ${code}${fingerprint === '' ? ' --insecure-dev' : ''}`);
  line();
  if (/^(0\.0\.0\.0|\[::\]):/.test(address)) line('(with an address of this machine in the place of that one)');
  if (fingerprint !== '') line(`Fingerprint of this house: ${fingerprint.replaceAll(/.{4}(?=.)/g, '$& ')}`);
  aside('Waiting for it … Ctrl-C takes the code back.');
}

function nameOf(text: string): string {
  const read = clientName.safeParse(text);
  if (read.success) return read.data;
  throw new InvalidArgumentError(`For a name, ${read.error.issues[0]?.message ?? 'use letters'}.`);
}

function rightOf(text: string, all: readonly string[] = []): readonly string[] {
  const read = scope.safeParse(text);
  if (read.success) return [...all, read.data];
  throw new InvalidArgumentError(`Rights are ${SCOPES.join(', ')} and tool:<name>, as in tool:need.weather.`);
}

function daysOf(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 3_650)
    throw new InvalidArgumentError('It has to be a whole number from 1 to 3,650.');
  return days;
}
