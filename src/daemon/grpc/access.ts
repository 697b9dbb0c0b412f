import type { Scope } from '../../wire/rights.ts';
import { Fault } from '../model/fault.ts';
import { assertMay, type Identity } from './identity.ts';

/** What a method takes: a scope · `known`: whoever the daemon knows, and the method looks closer · `anyone`, also without a token. */
export type Need = Scope | 'known' | 'anyone';

/** Every method there is. One that is not here is offered to nobody: the daemon does not start with it. */
const NEEDS: { readonly [method: string]: Need } = {
  // Mail is for whoever attaches; what is said takes `utter`.
  'agentos.v1.Assistant/Converse': 'known',
  // Of others' threads these take `observe:all`.
  'agentos.v1.Threads/List': 'observe:own',
  'agentos.v1.Threads/Get': 'observe:own',
  'agentos.v1.Threads/Events': 'observe:own',
  'agentos.v1.Threads/Watch': 'observe:own',
  'agentos.v1.Threads/Fork': 'admin',
  'agentos.v1.Threads/Replay': 'admin',
  'agentos.v1.Catalog/Services': 'known',
  // By the tool's risk.
  'agentos.v1.Catalog/Call': 'known',
  'agentos.v1.Admin/Status': 'admin',
  'agentos.v1.Admin/Backup': 'admin',
  'agentos.v1.Admin/DeleteThreads': 'admin',
  'agentos.v1.Admin/ExportThreads': 'admin',
  'agentos.v1.Admin/Audit': 'admin',
  'agentos.v1.Admin/VerifyAudit': 'admin',
  'agentos.v1.Admin/SetPin': 'admin',
  'agentos.v1.Admin/RemovePin': 'admin',
  'agentos.v1.Clients/Pair': 'admin',
  'agentos.v1.Clients/List': 'admin',
  'agentos.v1.Clients/Revoke': 'admin',
  'agentos.v1.Clients/Renew': 'known',
  'agentos.v1.Clients/WhoAmI': 'known',
  'agentos.v1.Clients/Enroll': 'anyone',
  'grpc.health.v1.Health/Check': 'known',
  'grpc.health.v1.Health/Watch': 'known',
  'grpc.reflection.v1.ServerReflection/ServerReflectionInfo': 'known',
};

/** @throws Error for a method that nobody has thought about */
export function needOf(service: string, method: string): Need {
  const need = NEEDS[`${service}/${method}`];
  if (need === undefined) throw new Error(`Who may call ${service}/${method}? Say it in access.ts.`);
  return need;
}

/** @throws Fault PERMISSION_DENIED, UNAUTHENTICATED */
export function assertAccess(need: Need, identity: Identity, what: string): void {
  if (need === 'anyone') return;
  if (identity.kind === 'nobody') throw new Fault('UNAUTHENTICATED', `${what} needs a token.`);
  if (need !== 'known') assertMay(identity, need, what);
}
