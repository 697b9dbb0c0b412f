import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { isTerminal, json, line } from './output.ts';
import { onOneLine } from './terminal_text.ts';

interface AttachToOptions {
  readonly code?: string;
  readonly fingerprint?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly forget?: boolean;
  readonly insecureDev?: boolean;
  readonly json?: boolean;
}

const HELP = `
The code is shown by "agentos pair" at the daemon's machine. It is not sent: both sides show each other that they know it, and that
there is nobody in between. From then on all commands of this machine talk to that daemon. Its token is kept beside the settings, for you
alone to read.

Examples:
  agentos attach 192.168.1.10:7443 --code K7QM-3F9T
  agentos attach 192.168.1.10:7443            asks for the code
  agentos attach                              says where this machine is attached
  agentos attach --forget                     talks to a daemon of this machine again`;

export function attachCommand(): Command {
  return new Command()
    .argument('[address]', 'Where the daemon listens, as in 192.168.1.10:7443.')
    .option('--code <code>', 'The code; asked for, or read from what is piped in, where absent.')
    .option(
      '--fingerprint <hex>',
      'What is shown beside the code, or the first 8 digits or more: then no other daemon is talked to.',
    )
    .option('--certificate <file>', 'Certificate of this machine in PEM, where the daemon wants one.')
    .option('--key <file>', 'Its key in PEM.')
    .option('--forget', 'Forgets the daemon that this machine is attached to.')
    .option('--insecure-dev', 'Without TLS, to a daemon on this very machine: for developing.')
    .option('--json', 'Prints one object.')
    .addHelpText('after', HELP)
    .action(async (address: string | undefined, options: AttachToOptions) => {
      const store = await import('../client/credential.ts');
      if (options.forget) {
        const was = store.forgetCredential();
        if (options.json) json({ type: 'detached', was });
        else
          line(
            was ? 'This machine is attached to no other daemon now.' : 'This machine was attached to no other daemon.',
          );
      } else if (address === undefined) {
        await tellWhere(options);
      } else {
        await attachTo(address, options);
      }
    });
}

async function attachTo(address: string, options: AttachToOptions): Promise<void> {
  const [{ enroll }, { writeCredential }] = await Promise.all([
    import('../client/enroll.ts'),
    import('../client/credential.ts'),
  ]);
  const { fingerprint, insecureDev = false } = options;
  const { credential, client } = await enroll({
    ...{ address, code: options.code ?? (await codeAskedFor()), plaintext: insecureDev },
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...ownOf(options),
  });
  writeCredential(credential);
  const { name, role, area, scopes } = client;
  if (options.json) json({ type: 'attached', address, ...client });
  else
    line(
      onOneLine(
        `This machine is ${name} there, ${role}${area === undefined ? '' : ` in ${area}`}: ${scopes.join(', ')}.`,
      ),
    );
}

async function tellWhere({ json: asJson }: AttachToOptions): Promise<void> {
  const { placeBySettings, readCredential } = await import('../client/credential.ts');
  const credential = readCredential();
  if (!credential) {
    if (asJson) json({ type: 'attached' });
    else line('This machine is attached to no other daemon. To attach it: agentos attach <host:port>');
    return;
  }
  const { whoAmI } = await import('../client/enroll.ts');
  const client = await whoAmI(credential, placeBySettings);
  if (asJson) json({ type: 'attached', address: credential.address, ...client });
  else line(onOneLine(`This machine is ${credential.name} at ${credential.address}.`));
}

function ownOf({ certificate, key }: AttachToOptions) {
  if (certificate === undefined && key === undefined) return {};
  if (certificate === undefined || key === undefined)
    throw new CliError('--certificate and --key go together; name both.', EXIT.usage);
  try {
    return { own: { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') } };
  } catch (thrown) {
    throw new CliError(
      `A file cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      EXIT.noInput,
    );
  }
}

/** @throws CliError where nobody gives one */
async function codeAskedFor(): Promise<string> {
  if (isTerminal()) {
    const { text, isCancel } = await import('@clack/prompts');
    const typed = await text({ message: 'The code that "agentos pair" shows:' });
    if (isCancel(typed)) throw new CliError('This machine was not attached.', EXIT.interrupted);
    return typed;
  }
  for await (const piped of createInterface({ input: process.stdin, terminal: false })) return piped.trim();
  throw new CliError('There is no code. Name it with --code, or pipe it in.', EXIT.usage);
}
