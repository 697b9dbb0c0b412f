import {
  type AuditEntry,
  type AuditVerified,
  auditResponse,
  removePinResponse,
  setPinResponse,
  verifyAuditResponse,
} from '../../wire/gate.ts';
import type { Channel } from './channel.ts';

const ADMIN = 'agentos.v1.Admin';

/** Which entries of the record are wanted. */
export interface AuditFilter {
  /** Only from this time on, in milliseconds since the epoch. */
  readonly since?: number;
  /** The last so many. */
  readonly last?: number;
}

export function audit(channel: Channel, { since = 0, last }: AuditFilter): AsyncIterable<AuditEntry> {
  const request = { after: 0, since, ...(last === undefined ? {} : { last }) };
  return channel.stream(ADMIN, 'Audit', auditResponse, request, new AbortController().signal);
}

export function verifyAudit(channel: Channel): Promise<AuditVerified> {
  return channel.unary(ADMIN, 'VerifyAudit', verifyAuditResponse, {});
}

export async function setPin(channel: Channel, pin: string): Promise<void> {
  await channel.unary(ADMIN, 'SetPin', setPinResponse, { pin });
}

/** @returns whether there was one */
export async function removePin(channel: Channel): Promise<boolean> {
  return (await channel.unary(ADMIN, 'RemovePin', removePinResponse, {})).wasSet;
}
