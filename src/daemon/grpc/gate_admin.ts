import type { AuditResponse } from '../../wire/generated/agentos/v1/AuditResponse.ts';
import type { RemovePinResponse } from '../../wire/generated/agentos/v1/RemovePinResponse.ts';
import type { SetPinResponse } from '../../wire/generated/agentos/v1/SetPinResponse.ts';
import type { VerifyAuditResponse } from '../../wire/generated/agentos/v1/VerifyAuditResponse.ts';
import * as request from '../../wire/request.ts';
import { Fault } from '../model/fault.ts';
import type { Audit } from '../runtime/gate/audit.ts';
import type { Pins } from '../runtime/gate/pins.ts';
import type { AuditRow } from '../store/store.ts';
import type { Methods } from './methods.ts';

/** What the owner may see and set of the gate. The policy itself is in the settings file, and nowhere to be set from here. */
export interface GateUpkeep {
  readonly audit: Audit;
  readonly pins: Pick<Pins, 'set' | 'remove'>;
}

export function offerGate(methods: Methods, gate: GateUpkeep | undefined): void {
  const owned = (): GateUpkeep => {
    if (gate === undefined) throw new Fault('UNIMPLEMENTED', 'This daemon has no gate to ask.');
    return gate;
  };
  methods.stream('Audit', request.auditRequest, (wanted) => entries(owned(), wanted));
  methods.unary('VerifyAudit', request.verifyAuditRequest, async (): Promise<VerifyAuditResponse> => {
    const { entries: count, head, broken } = await owned().audit.verify();
    return { entries: count, head, ...(broken ? { brokenAt: broken.seq, problem: broken.what } : {}) };
  });
  methods.unary('SetPin', request.setPinRequest, async ({ pin }): Promise<SetPinResponse> => {
    await owned().pins.set(pin);
    return {};
  });
  methods.unary('RemovePin', request.removePinRequest, async (): Promise<RemovePinResponse> => {
    return { wasSet: await owned().pins.remove() };
  });
}

async function* entries({ audit }: GateUpkeep, wanted: Parameters<Audit['entries']>[0]): AsyncGenerator<AuditResponse> {
  for await (const row of audit.entries(wanted)) yield encode(row);
}

function encode({ body: _body, labels, ...row }: AuditRow): AuditResponse {
  return { ...row, labels: [...labels] };
}
