import type { EnrollResponse } from '../../wire/generated/agentos/v1/EnrollResponse.ts';
import type { ListClientsResponse } from '../../wire/generated/agentos/v1/ListClientsResponse.ts';
import type { PairedClient } from '../../wire/generated/agentos/v1/PairedClient.ts';
import type { PairResponse } from '../../wire/generated/agentos/v1/PairResponse.ts';
import type { RenewResponse } from '../../wire/generated/agentos/v1/RenewResponse.ts';
import type { RevokeClientResponse } from '../../wire/generated/agentos/v1/RevokeClientResponse.ts';
import type { WhoAmIResponse } from '../../wire/generated/agentos/v1/WhoAmIResponse.ts';
import { daemonProof } from '../../wire/proof.ts';
import * as request from '../../wire/request.ts';
import { type PairedRole, ROLE_SCOPES, type Scope } from '../../wire/rights.ts';
import { Fault } from '../model/fault.ts';
import type { Assistant } from '../runtime/assistant.ts';
import type { Admission, Clients } from './clients.ts';
import { PAIRING, type Pairing } from './clients_pairing.ts';
import type { ClientRecord } from './clients_record.ts';
import { machineOf } from './connections.ts';
import { type Identity, mailboxes, may } from './identity.ts';
import type { Methods } from './methods.ts';

/** Clients on other machines, as the daemon takes care of them. */
export interface Attachment {
  readonly clients: Clients;
  readonly pairing: Pairing;
  /** SHA-256 of the certificate authority in hex; empty without TLS. */
  readonly fingerprint: string;
  /** Where it listens, as in `192.168.1.10:7443`. */
  readonly addresses: readonly string[];
}

/** @param attachment absent where the daemon listens for no other machine */
export function offerClients(
  methods: Methods,
  attachment: Attachment | undefined,
  assistant: Pick<Assistant, 'cancelAllOf'>,
): void {
  const here = (): Attachment => {
    if (attachment) return attachment;
    throw new Fault(
      'FAILED_PRECONDITION',
      'The daemon listens for no other machine. Name an address under [listen] in the settings, as in addresses = ["192.168.1.10:7443"], and start it again.',
    );
  };
  methods.stream('Pair', request.pairRequest, (wanted, signal, identity) => pair(here(), wanted, signal, identity));
  methods.unary('Enroll', request.enrollRequest, async (shown, _signal, _nobody, peer): Promise<EnrollResponse> => {
    const { pairing, clients } = here();
    const { wanted, by, key, told } = await pairing.prove(shown, machineOf(peer));
    try {
      const { token, record } = await clients.admit(wanted, by);
      told({ name: record.name });
      return { token, proof: daemonProof(key, token, record.name), client: encode(clients, record) };
    } catch (thrown) {
      told({ fault: Fault.from(thrown) });
      throw thrown;
    }
  });
  methods.unary('List', request.listClientsRequest, async (): Promise<ListClientsResponse> => {
    const { clients } = here();
    return { clients: clients.list().map((record) => encode(clients, record)) };
  });
  methods.unary(
    'Revoke',
    request.revokeClientRequest,
    async ({ name }, _signal, identity): Promise<RevokeClientResponse> => {
      const { clients } = here();
      const record = clients.get(name);
      assertAbove(identity, record.role, `To send ${name} away`);
      const revoked = clients.revoke(name, callerOf(identity));
      // What it began goes no further; nor does what was on its way to be begun.
      const stopped = (): Promise<number> => assistant.cancelAllOf(mailboxes(record), `${name} was sent away.`);
      const [streams] = await Promise.all([revoked, stopped()]);
      await stopped();
      return { streams };
    },
  );
  methods.unary('Renew', request.renewRequest, async (_wanted, _signal, identity): Promise<RenewResponse> => {
    if (identity.kind !== 'paired')
      throw new Fault('FAILED_PRECONDITION', "A socket has no token. For a client's: agentos clients rotate NAME");
    return { token: await here().clients.renew(identity) };
  });
  methods.unary('WhoAmI', request.whoAmIRequest, async (_wanted, _signal, identity): Promise<WhoAmIResponse> => {
    if (identity.kind !== 'paired') return {};
    const { clients } = here();
    return { client: encode(clients, clients.get(identity.name)) };
  });
}

async function* pair(
  { clients, pairing, fingerprint, addresses }: Attachment,
  { scopes: asked, ...wanted }: request.PairRequest,
  signal: AbortSignal,
  identity: Identity,
): AsyncIterable<PairResponse> {
  const { usual, most } = ROLE_SCOPES[wanted.role];
  const scopes: readonly Scope[] = asked.length > 0 ? [...new Set(asked)] : usual;
  assertGivable(identity, wanted.role, scopes, most);
  clients.assertAdmissible(wanted);
  const before = clients.list().find(({ name }) => name === wanted.name);
  if (before) assertAbove(identity, before.role, `To let another machine in as ${wanted.name}`);
  const admission: Admission = { ...wanted, scopes };
  const expiresAt = Date.now() + PAIRING.openMs;
  const opened = pairing.open(admission, callerOf(identity));
  const withdraw = (): void => opened.withdraw();
  signal.addEventListener('abort', withdraw, { once: true });
  if (signal.aborted) withdraw();
  try {
    yield { code: { code: opened.code, expiresAt, fingerprint, addresses: [...addresses] } };
    yield { paired: encode(clients, clients.get(await opened.paired)) };
  } finally {
    signal.removeEventListener('abort', withdraw);
    withdraw();
  }
}

const RANK: { readonly [role in PairedRole]: number } = { owner: 3, resident: 2, guest: 1, automation: 1, plugin: 1 };

/** Nobody gives what they do not have, and no role is given more than it is for. @throws Fault PERMISSION_DENIED */
function assertGivable(identity: Identity, role: PairedRole, scopes: readonly Scope[], most: readonly Scope[]): void {
  assertAbove(identity, role, `To let in a client of role ${role}`);
  for (const scope of scopes) {
    if (!scope.startsWith('tool:') && !most.includes(scope))
      throw new Fault(
        'PERMISSION_DENIED',
        `A client of role ${role} cannot have "${scope}". It may have: ${most.join(', ')}.`,
      );
    if (!may(identity, scope) && !(scope.startsWith('tool:') && hasAllTools(identity)))
      throw new Fault('PERMISSION_DENIED', `You cannot give "${scope}", which you do not have yourself.`);
  }
  // Whoever may use some tools only lets in nobody who may use all.
  if (!hasAllTools(identity) && !scopes.some((scope) => scope.startsWith('tool:')))
    throw new Fault(
      'PERMISSION_DENIED',
      'You may use some tools only; name those that the other may use (tool:<name>).',
    );
}

function hasAllTools(identity: Identity): boolean {
  if (identity.kind === 'socket') return identity.role === 'owner';
  return (
    identity.kind === 'paired' &&
    identity.role !== 'plugin' &&
    !identity.scopes.some((scope) => scope.startsWith('tool:'))
  );
}

function assertAbove(identity: Identity, role: PairedRole, what: string): void {
  if (identity.kind === 'socket' && identity.role === 'owner') return;
  if (identity.kind === 'paired' && RANK[identity.role] >= RANK[role]) return;
  throw new Fault('PERMISSION_DENIED', `${what} takes a client of that role or above, or the owner's own socket.`);
}

function callerOf(identity: Identity): string {
  return identity.kind === 'paired' ? `client:${identity.name}` : 'owner';
}

function encode(
  clients: Clients,
  { token: _token, next: _next, generation: _generation, ...record }: ClientRecord,
): PairedClient {
  const seenAt = clients.seenAt(record.name);
  return {
    ...record,
    scopes: [...record.scopes],
    streams: clients.streamsOf(record.name),
    ...(seenAt === undefined ? {} : { seenAt }),
  };
}
