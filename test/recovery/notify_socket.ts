import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing } from './debian.ts';

/** Why nobody can be told by sd_notify here; undefined where somebody can. */
export const noNotify: string | undefined = missing({ systemd: 'systemd-notify', 'perl-base': 'perl' });

/** Node has no datagram sockets of Unix: this one prints what arrives, a line for each datagram. */
const RECEIVER = `
use Socket; $| = 1;
socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die; bind($s, pack_sockaddr_un($ARGV[0])) or die; print "bound\\n";
while (defined recv($s, my $said, 65536, 0)) { $said =~ s/\\n/ | /g; print "$said\\n" }
`;

/** The other end of sd_notify, as systemd has it: a real datagram socket. */
export class NotifySocket {
  readonly path: string;
  /** What was told, in order: `READY=1 | STATUS=Ready.` */
  readonly told: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'agentos-notify-'));
  readonly #process;
  #heard = (): void => undefined;

  constructor() {
    this.path = join(this.#folder, 'notify');
    this.#process = spawn('perl', ['-e', RECEIVER, this.path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let rest = '';
    this.#process.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      // Of what systemd-notify sends by itself.
      this.told.push(...lines.filter((line) => line !== 'BARRIER=1'));
      this.#heard();
    });
  }

  /** Resolves when something of what is told says this. */
  async until(says: string, from = 0): Promise<void> {
    while (!this.told.slice(from).some((line) => line.includes(says)))
      await new Promise<void>((resolve) => (this.#heard = resolve));
  }

  async open(): Promise<this> {
    await this.until('bound');
    return this;
  }

  count(says: string): number {
    return this.told.filter((line) => line.includes(says)).length;
  }

  close(): void {
    this.#process.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
