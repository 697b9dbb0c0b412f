import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Kind = 'user' | 'system';
export const UNITS = ['agentos.service', 'agentos-voice.service', 'agentos-watch.service'] as const;

export interface Places {
  /** Folder of the installed package. */
  readonly root: string;
  /** The Node binary. */
  readonly node: string;
  /** The script of the `agentos` command. */
  readonly cli: string;
}

/** A unit's text for the user's or the machine's systemd, made from its template in `systemd/`. */
export function unitText(unit: string, kind: Kind, { root, node, cli }: Places): string {
  const template = (name: string): string => readFileSync(join(root, 'systemd', name), 'utf8');
  const filled = template(unit)
    .replace('@HARDENING@\n', template('hardening.conf'))
    .replaceAll('@ROOT@', root)
    .replaceAll('@NODE@', quoted(node))
    .replaceAll('@CLI@', quoted(cli));
  return filled
    .split('\n')
    .filter((line) => !line.startsWith(`${kind === 'user' ? 'system' : 'user'}: `))
    .map((line) => (line.startsWith(`${kind}: `) ? line.slice(kind.length + 2) : line))
    .join('\n');
}

/** As systemd.service(5) reads a command line: `%` and `$` doubled, the whole in quotes where it has spaces. */
function quoted(path: string): string {
  const safe = path.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /[\s"'\\]/.test(safe) ? `"${safe.replaceAll(/["\\]/g, '\\$&')}"` : safe;
}
