import { Command } from 'commander';
import type { PairedClient } from '../client/client.ts';
import { attached, socketOption } from './attach.ts';
import { CliError } from './cli_error.ts';
import { colours } from './colours.ts';
import { EXIT } from './exit_code.ts';
import { momentText } from './notice_text.ts';
import { json, line } from './output.ts';
import { letIn } from './pair.ts';
import { onOneLine } from './terminal_text.ts';

interface ClientsOptions {
  readonly json?: boolean;
  readonly socket?: string;
}

const HELP = `
Who may attach from other machines, and what each may do. To let one in: agentos pair.

Examples:
  agentos clients
  agentos clients revoke phone-of-anna
  agentos clients rotate satellite-kitchen    at the owner's terminal: a code for another token, or another machine
  agentos clients rotate                      at the client: another token for this machine`;

export function clientsCommand(): Command {
  return new Command()
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', HELP)
    .addCommand(revokeCommand())
    .addCommand(rotateCommand())
    .action((options: ClientsOptions) =>
      attached(options, async (client) => {
        const all = await client.clients();
        for (const one of all) {
          if (options.json) json({ type: 'client', ...one });
          else for (const text of linesOf(one)) line(text);
        }
        if (all.length === 0 && !options.json)
          line('No client on another machine was let in. To let one in: agentos pair');
      }),
    );
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('Send a client away: at once, and for good.')
    .argument('<name>', 'Its name.')
    .option('--json', 'Prints one object.')
    .addOption(socketOption())
    .addHelpText('after', '\nExample:\n  agentos clients revoke phone-of-anna')
    .action((name: string, options: ClientsOptions) =>
      attached(options, async (client) => {
        const streams = await client.revokeClient(name);
        if (options.json) json({ type: 'revoked', name, streams });
        else line(onOneLine(`${name} is sent away${streams === 0 ? '' : `; it was attached, and was cut off`}.`));
      }),
    );
}

function rotateCommand(): Command {
  return new Command('rotate')
    .description('Give a client another token; the old one is worth nothing then.')
    .argument('[name]', "Its name, at the owner's terminal; this machine where absent.")
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', '\nExamples:\n  agentos clients rotate satellite-kitchen\n  agentos clients rotate')
    .action(async (name: string | undefined, options: ClientsOptions) => {
      if (name === undefined) await rotateOwn(options);
      else await attached(options, (client) => rotate(client, name, options));
    });
}

async function rotate(client: import('../client/api.ts').Client, name: string, options: ClientsOptions): Promise<void> {
  const known = (await client.clients()).find((one) => one.name === name);
  if (!known) throw new CliError(`There is no client ${name}; "agentos clients" lists them.`, EXIT.noInput);
  const { role: given, area, scopes } = known;
  const { role } = await import('../../wire/rights.ts');
  await letIn(client, options, {
    ...{ name, role: role.parse(given), scopes, again: true },
    ...(area === undefined ? {} : { area }),
  });
}

async function rotateOwn(options: ClientsOptions): Promise<void> {
  const { placeBySettings, readCredential, writeCredential } = await import('../client/credential.ts');
  const credential = readCredential();
  if (!credential)
    throw new CliError(
      "This machine is attached to no daemon. At the owner's terminal, name a client: agentos clients rotate NAME",
    );
  const { renew } = await import('../client/enroll.ts');
  await renew(credential, writeCredential, placeBySettings);
  if (options.json) json({ type: 'renewed', name: credential.name });
  else line(`This machine (${credential.name}) has another token now; the old one is worth nothing.`);
}

function linesOf(client: PairedClient): readonly string[] {
  const { name, role, area, scopes, createdAt, expiresAt, revokedAt, streams, seenAt } = client;
  const now = Date.now();
  const state =
    revokedAt !== undefined
      ? colours.red(`sent away ${momentText(revokedAt, now)}`)
      : expiresAt !== undefined && expiresAt <= now
        ? colours.yellow(`its time was over ${momentText(expiresAt, now)}`)
        : streams > 0
          ? colours.green('attached')
          : seenAt === undefined
            ? 'away'
            : `away since ${momentText(seenAt, now)}`;
  const until = expiresAt === undefined ? '' : `, until ${momentText(expiresAt, now)}`;
  return [
    `${colours.bold(onOneLine(name))}  ${onOneLine(role)}${area === undefined ? '' : onOneLine(` in ${area}`)}  ${state}`,
    colours.dim(onOneLine(`  ${scopes.join(', ')}; let in ${momentText(createdAt, now)}${until}`)),
  ];
}
