import { Command } from 'commander';
import { attached, socketOption } from './attach.ts';
import { colours } from './colours.ts';
import { json, line, width } from './output.ts';
import { clipped, onOneLine } from './terminal_text.ts';

interface ServicesOptions {
  readonly json?: boolean;
  readonly socket?: string;
}

export function servicesCommand(): Command {
  return new Command()
    .argument('[prefix]', 'only subjects that begin so, as in need.device', '')
    .option('--json', 'Prints one object per line, with the JSON schemas of input and output.')
    .addOption(socketOption())
    .addHelpText('after', '\nExample:\n  agentos services\n  agentos services need.device')
    .action((prefix: string, options: ServicesOptions) =>
      attached(options, async (client) => {
        const services = (await client.services()).filter(({ subject }) => asSubject(subject).startsWith(prefix));
        if (options.json) {
          for (const service of services) json({ type: 'service', ...service });
          return;
        }
        if (services.length === 0) line('No service has such a name. All of them: agentos services');
        for (const { subject, provider, state, problem, calls, failures, meanMs, summary } of services) {
          const done =
            calls === 0 ? '' : `${calls} × ${meanMs.toFixed(1)} ms${failures === 0 ? '' : `, ${failures} failed`}`;
          const plain = `${subject.padEnd(28)} ${provider.padEnd(11)} ${done.padEnd(18)} `;
          const mark = state === 'serving' ? colours.green('●') : colours.red('✗');
          line(`${mark} ${onOneLine(plain)}${colours.dim(clipped(onOneLine(summary), width() - plain.length - 2))}`);
          if (problem !== undefined) line(colours.red(`  ${state}: ${onOneLine(problem)}`));
        }
      }),
    );
}

/** A file that could not be taken in stands under its path, `need/device/demo.js`; who asks for `need.device` means it too. */
function asSubject(subject: string): string {
  return subject.replaceAll('/', '.');
}
