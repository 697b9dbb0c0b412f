import {
  listClientsResponse,
  type PairedClient,
  type PairNews,
  pairResponse,
  revokeClientResponse,
} from '../../wire/clients.ts';
import type { PairedRole } from '../../wire/rights.ts';
import type { Channel } from './channel.ts';

const CLIENTS = 'agentos.v1.Clients';

/** Who is to be let in, and as what. */
export interface PairWanted {
  readonly name: string;
  readonly role: PairedRole;
  /** Where it stands. */
  readonly area?: string;
  /** The role's own where there is none. */
  readonly scopes?: readonly string[];
  /** Until it is revoked where absent. */
  readonly days?: number;
  /** It is known: another machine takes its place. */
  readonly again?: boolean;
}

export function pair(
  channel: Channel,
  { scopes = [], again = false, ...wanted }: PairWanted,
  signal: AbortSignal,
): AsyncIterable<PairNews> {
  return channel.stream(CLIENTS, 'Pair', pairResponse, { ...wanted, scopes, again }, signal);
}

export async function list(channel: Channel): Promise<readonly PairedClient[]> {
  return (await channel.unary(CLIENTS, 'List', listClientsResponse, {})).clients;
}

export async function revoke(channel: Channel, name: string): Promise<number> {
  return (await channel.unary(CLIENTS, 'Revoke', revokeClientResponse, { name })).streams;
}
