import { Fault } from 'agentos/service';
import type { MailSettings } from './account_settings.ts';
import { type AccountDoors, ImapAccount } from './imap_account.ts';

/** The accounts of the settings, by their names. */
export class MailAccounts {
  readonly all: readonly ImapAccount[];
  readonly #default: string | undefined;

  constructor({ accounts, default: named }: MailSettings, doors: AccountDoors) {
    this.all = Object.entries(accounts).map(([name, settings]) => new ImapAccount(name, settings, doors));
    this.#default = named ?? this.all[0]?.name;
  }

  /** One account; the one to send from where none is named. @throws Fault NOT_FOUND */
  one(named: string | undefined): ImapAccount {
    const name = named ?? this.#default;
    const found = this.all.find((account) => account.name === name);
    if (found !== undefined) return found;
    const names = this.all.map((account) => account.name).join(', ');
    throw new Fault('NOT_FOUND', `There is no mail account "${(name ?? '').slice(0, 60)}". There is ${names}.`);
  }

  /** The named account, or all. */
  some(named: string | undefined): readonly ImapAccount[] {
    return named === undefined ? this.all : [this.one(named)];
  }

  async release(): Promise<void> {
    await Promise.all(this.all.map((account) => account.release()));
  }
}

interface Failed {
  readonly account: string;
  readonly code: string;
  readonly message: string;
}

/** Asks accounts side by side. Those that fail are told beside what the others have. @throws Fault where all of them fail */
export async function askEach<T>(
  accounts: readonly ImapAccount[],
  ask: (account: ImapAccount) => Promise<T>,
): Promise<{ answers: T[]; failed: Failed[] }> {
  const settled = await Promise.allSettled(accounts.map(ask));
  const answers: T[] = [];
  const faults: { account: string; fault: Fault }[] = [];
  settled.forEach((one, index) => {
    if (one.status === 'fulfilled') answers.push(one.value);
    else faults.push({ account: accounts[index]?.name ?? '', fault: Fault.from(one.reason) });
  });
  const [first] = faults;
  if (answers.length === 0 && first !== undefined) throw first.fault;
  return { answers, failed: faults.map(({ account, fault: { code, message } }) => ({ account, code, message })) };
}
