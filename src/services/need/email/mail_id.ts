import { createHash } from 'node:crypto';
import { Fault } from 'agentos/service';

/** Where a mail stands. With its UIDVALIDITY a uid is never used again, so this names one mail for good. */
export interface MailPlace {
  readonly account: string;
  readonly folder: string;
  readonly uidValidity: string;
  readonly uid: number;
}

export function mailId({ account, folder, uidValidity, uid }: MailPlace): string {
  return `${account}/${uidValidity}/${uid}/${encodeURIComponent(folder)}`;
}

/** @throws Fault INVALID_ARGUMENT for what is no id of a mail */
export function mailPlace(id: string): MailPlace {
  const [, account, uidValidity, uid, folder] = /^([a-z][a-z0-9_-]*)\/(\d{1,20})\/(\d{1,10})\/([^/]+)$/.exec(id) ?? [];
  try {
    if (account !== undefined && uidValidity !== undefined && folder !== undefined)
      return { account, uidValidity, uid: Number(uid), folder: decodeURIComponent(folder) };
  } catch {
    // Told below.
  }
  throw new Fault(
    'INVALID_ARGUMENT',
    `"${id.slice(0, 100)}" names no mail; use an id that email.list or email.search gave.`,
  );
}

const MARK = 'agentos.';

/** Found inside the Message-ID of every mail that went out from here. */
export const OWN_MESSAGE_ID = `<${MARK}`;

/** A Message-ID that every attempt of the same call gives, so that a mail is known again whatever came between. */
export function messageIdFor(key: string, address: string): string {
  const name = createHash('sha256').update(`${address}\n${key}`).digest('hex').slice(0, 40);
  return `${OWN_MESSAGE_ID}${name}@${address.slice(address.lastIndexOf('@') + 1)}>`;
}
