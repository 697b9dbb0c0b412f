import { Fault } from 'agentos/service';
import { smtpPort } from './account_settings.ts';
import type { ImapAccount } from './imap_account.ts';
import { toldBy } from './mail_fault.ts';

const SILENT_MS = 40_000;

/** `refused`: it did not leave · `unknown`: the connection broke while the server may have taken it. */
export type Outcome =
  | { readonly kind: 'sent'; readonly accepted: readonly string[]; readonly rejected: readonly string[] }
  | { readonly kind: 'refused' | 'unknown'; readonly fault: Fault };

/** Hands a mail to the account's SMTP server. Never throws: what became of it is the answer. */
export async function handOver(
  account: ImapAccount,
  raw: Buffer,
  envelope: { readonly from: string; readonly to: readonly string[] },
): Promise<Outcome> {
  const { smtp, timeout_seconds: seconds } = account.settings;
  if (smtp === undefined)
    return {
      kind: 'refused',
      fault: new Fault(
        'FAILED_PRECONDITION',
        `The mail account ${account.name} has no server for sending; add smtp to [email.smtp_imap.accounts.${account.name}].`,
      ),
    };
  // A broken connection does not tell how far it had come, the commands that went over it do.
  let textBegan = false;
  const heard = (_fields: unknown, command: unknown): void => {
    if (command === 'DATA') textBegan = true;
  };
  try {
    const [{ createTransport }, { accessToken, ...login }, tls] = await Promise.all([
      import('nodemailer'),
      account.login(),
      account.trusted(),
    ]);
    const transport = createTransport({
      host: smtp.host,
      port: smtpPort(smtp),
      secure: smtp.security === 'tls',
      requireTLS: smtp.security === 'starttls',
      ignoreTLS: smtp.security === 'none',
      auth: accessToken === undefined ? login : { type: 'OAUTH2', user: login.user, accessToken },
      tls,
      connectionTimeout: seconds * 1_000,
      greetingTimeout: seconds * 1_000,
      dnsTimeout: seconds * 1_000,
      socketTimeout: SILENT_MS,
      logger: { trace: heard, debug: heard, info: heard, warn: heard, error: heard, fatal: heard },
      transactionLog: true,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const { accepted, rejected } = await transport.sendMail({ raw, envelope: { ...envelope, to: [...envelope.to] } });
      return { kind: 'sent', accepted: accepted.map(String), rejected: rejected.map(String) };
    } finally {
      transport.close();
    }
  } catch (thrown) {
    // Once the text is on its way, only an answer of the server tells that it was not taken.
    account.isLoginRefused(thrown);
    const answered = typeof toldBy(thrown).responseCode === 'number';
    return { kind: textBegan && !answered ? 'unknown' : 'refused', fault: refusalOf(account, smtp.host, thrown) };
  }
}

function refusalOf(account: ImapAccount, host: string, thrown: unknown): Fault {
  const { responseCode, response, code } = toldBy(thrown);
  if (typeof responseCode === 'number' && code !== 'EAUTH' && code !== 'ETLS') {
    const said = typeof response === 'string' ? response.slice(0, 200) : String(responseCode);
    return new Fault(
      responseCode < 500 ? 'UNAVAILABLE' : 'FAILED_PRECONDITION',
      `The mail server ${host} would not take it: ${said}`,
      {
        cause: thrown,
        retryable: false,
      },
    );
  }
  return account.fault(thrown, host);
}
