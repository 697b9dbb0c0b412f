import type { Hello } from '../../wire/request.ts';
import type { PairedRole, Scope } from '../../wire/rights.ts';
import type { Channel } from '../model/event.ts';
import { Fault } from '../model/fault.ts';
import type { Assistant, Client } from '../runtime/assistant.ts';
import { clientOf, type Role } from './roles.ts';

/** Who calls: a socket says it by its role, another machine by its token. `nobody` has shown neither. */
export type Identity = { readonly kind: 'socket'; readonly role: Role } | PairedIdentity | { readonly kind: 'nobody' };

export interface PairedIdentity {
  readonly kind: 'paired';
  readonly name: string;
  /** Rises when a name is given to another after it was revoked: the mail of one is not the other's. */
  readonly generation: number;
  readonly role: PairedRole;
  readonly area?: string;
  readonly scopes: readonly Scope[];
}

export const NOBODY: Identity = { kind: 'nobody' };

const OF_SOCKETS: { readonly [role in Role]: readonly Scope[] | 'all' } = {
  owner: 'all',
  voice: ['utter', 'confirm'],
  watch: ['utter'],
};

export function may(identity: Identity, scope: Scope): boolean {
  if (identity.kind === 'nobody') return false;
  const scopes = identity.kind === 'socket' ? OF_SOCKETS[identity.role] : identity.scopes;
  if (scopes === 'all' || scopes.includes(scope)) return true;
  return scope === 'observe:own' && scopes.includes('observe:all');
}

/** @throws Fault PERMISSION_DENIED */
export function assertMay(identity: Identity, scope: Scope, what: string): void {
  if (may(identity, scope)) return;
  throw new Fault('PERMISSION_DENIED', `${what} needs the right "${scope}", which ${inWords(identity)} does not have.`);
}

export function inWords(identity: Identity): string {
  if (identity.kind === 'socket') return `a socket of role ${identity.role}`;
  return identity.kind === 'paired' ? `${identity.name} (${identity.role})` : 'whoever shows no token';
}

/** The client that says this hello. It can only be less than it is. */
export function clientFor(identity: Identity, hello: Hello): Client {
  if (identity.kind === 'socket') return clientOf(identity.role, hello);
  if (identity.kind === 'nobody') throw new Fault('UNAUTHENTICATED', 'Nobody says hello without a token.');
  // Where it stands was said when it was let in: what is told there, and who may hear what was said there, is not its to choose.
  const { role, area, scopes } = identity;
  const channel = channelFor(role, hello.kind);
  const { confirm, notices } = hello.capabilities;
  return {
    name: `${mailboxes(identity)}${hello.name}`,
    interface: hello.kind,
    channel,
    ...(area === undefined ? {} : { area }),
    canConfirm: channel !== 'automation' && channel !== 'token' && may(identity, 'confirm') && confirm,
    // News of the house is for those who live in it; what is for this very client comes to it anyway.
    takesNotices: notices && role !== 'guest' && role !== 'plugin',
    ...(role === 'guest' ? { guest: true } : {}),
    ...(may(identity, 'observe:all') ? {} : { ownThreadsOnly: true }),
    ...(channel === 'token' || scopes.some(isTool) ? { tools: scopes.filter(isTool).map(toolOf) } : {}),
  };
}

/** A satellite's or a resident's words are worth what words in a room are; the owner's own row is for whom the owner let in as such. */
function channelFor(role: PairedRole, kind: Hello['kind']): Channel {
  if (role === 'plugin') return 'token';
  if (role === 'automation' || kind === 'watch') return 'automation';
  return role === 'owner' && kind !== 'voice' ? 'owner' : 'voice';
}

/** What the names of its mailboxes begin with. No name has `/` or `~` in it, so that nobody's begin as another's. */
export function mailboxes({ name, generation, role }: Pick<PairedIdentity, 'name' | 'generation' | 'role'>): string {
  return `${role}:${name}${generation > 1 ? `~${generation}` : ''}/`;
}

/** Its own threads are those of all mailboxes that it may have. @throws Fault NOT_FOUND for others': as where there is none */
export async function assertMayObserve(
  identity: Identity,
  assistant: Pick<Assistant, 'thread'>,
  thread: string,
): Promise<void> {
  const of = ownPrefix(identity);
  if (of === undefined) return;
  const { origin } = (await assistant.thread(thread)).thread;
  if (!origin.client.startsWith(of))
    throw new Fault('NOT_FOUND', `There is no thread ${thread}; "agentos threads" lists them.`);
}

/** What the clients' names begin with whose threads it may look at; undefined where it may look at all. */
export function ownPrefix(identity: Identity): string | undefined {
  return identity.kind === 'paired' && !may(identity, 'observe:all') ? mailboxes(identity) : undefined;
}

/** What sits in a room, or runs by itself, reads what is open and nothing private; a plugin what it is let in for. @throws Fault PERMISSION_DENIED */
export function assertMayRead(identity: Identity, subject: string, risks: readonly string[]): void {
  if (identity.kind === 'socket' && identity.role === 'owner') return;
  const named = identity.kind === 'paired' && may(identity, `tool:${subject}`);
  const limited = identity.kind === 'paired' && (identity.role === 'plugin' || identity.scopes.some(isTool));
  if (named) return;
  if (limited) assertMay(identity, `tool:${subject}`, subject);
  if (identity.kind === 'nobody') throw new Fault('UNAUTHENTICATED', 'Nobody reads without a token.');
  if (risks.length === 0 || risks.every((risk) => risk === 'open')) return;
  throw new Fault(
    'PERMISSION_DENIED',
    `${subject} may hold something private; ${inWords(identity)} reads what is open only.`,
  );
}

function isTool(scope: Scope): boolean {
  return scope.startsWith('tool:');
}

function toolOf(scope: Scope): string {
  return scope.slice('tool:'.length);
}
