import { Fault } from 'agentos/service';

/** What a failed call of a mail library tells of itself; both of them use these. */
interface Told {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly authenticationFailed?: unknown;
  readonly responseText?: unknown;
  readonly serverResponseCode?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly command?: unknown;
  readonly mailboxMissing?: unknown;
}

export function toldBy(thrown: unknown): Told {
  return typeof thrown === 'object' && thrown !== null ? thrown : {};
}

interface Where {
  readonly account: string;
  readonly host: string;
  readonly user: string;
  readonly credential: string;
  /** What the credential holds. */
  readonly secret: 'password' | 'token';
}

/** Why a mail server could not be used, in words for a person: what was wrong, where, and what to do. */
export function mailFault(thrown: unknown, { account, host, user, credential, secret }: Where): Fault {
  if (thrown instanceof Fault) return thrown;
  const { code, authenticationFailed, responseText, mailboxMissing } = toldBy(thrown);
  const cause = { cause: thrown };
  if (authenticationFailed === true || code === 'EAUTH')
    return new Fault(
      'FAILED_PRECONDITION',
      `The mail server ${host} does not accept the ${secret} of ${user}. Put the right one into the credential "${credential}".`,
      cause,
    );
  if (mailboxMissing === true)
    return new Fault('NOT_FOUND', `There is no such folder in the mail account ${account}.`, cause);
  if (typeof code === 'string' && /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|EPROTO|ISSUER/.test(code))
    return new Fault(
      'FAILED_PRECONDITION',
      `The connection to the mail server ${host} is not safe (${code}). If the server is your own, name its certificate under "ca" in [email.smtp_imap.accounts.${account}].`,
      cause,
    );
  if (code === 'ETLS')
    return new Fault(
      'FAILED_PRECONDITION',
      `The mail server ${host} has no safe connection by starttls; set security to "tls".`,
      cause,
    );
  if (typeof code === 'string' && /^(LiteralTooLarge|LineTooLarge|ResponseTooLarge)$/.test(code))
    return new Fault('RESOURCE_EXHAUSTED', `The mail server ${host} sent more than is read.`, {
      ...cause,
      retryable: false,
    });
  if (typeof responseText === 'string')
    return new Fault('FAILED_PRECONDITION', `The mail server ${host} refused: ${responseText.slice(0, 200)}`, cause);
  return new Fault('UNAVAILABLE', `I cannot reach the mail server ${host} right now.`, cause);
}
