import type { Bus } from '../../bus/bus.ts';
import { CancellationSource } from '../../bus/cancellation.ts';
import type { Contract } from '../../model/contract.ts';
import { Fault } from '../../model/fault.ts';
import type { Json } from '../../model/json.ts';
import type { Registry } from '../registry.ts';
import { notOpen } from './admission.ts';

interface Parts {
  readonly registry: Registry;
  readonly bus: Bus;
}

/**
 * Calls an open `read` contract outside of any thread: nothing of it is recorded, so nothing of it may act.
 * @throws Fault UNIMPLEMENTED, PERMISSION_DENIED, INVALID_ARGUMENT, DEADLINE_EXCEEDED, CANCELLED, or what the provider answers
 */
export async function readCall(
  { registry, bus }: Parts,
  subject: string,
  input: Json,
  signal: AbortSignal,
): Promise<Json> {
  const contract = registry.contract(subject);
  if (!contract)
    throw new Fault('UNIMPLEMENTED', `Nothing here provides ${subject}; "agentos services" lists what there is.`);
  const parsed = contract.parseInput(input);
  assertOpenRead(contract, parsed);
  const providers = registry.providers(subject);
  if (providers.length === 0) throw notOpen(subject);
  const provider = providers.find(({ service }) => service.accepts(parsed));
  if (!provider) throw new Fault('UNIMPLEMENTED', `Nothing here provides ${subject} for that.`);

  const cancellation = new CancellationSource();
  const cancel = (): void => cancellation.cancel(new Fault('CANCELLED', 'The caller went away.'));
  signal.addEventListener('abort', cancel, { once: true });
  const tooLate = (): void => cancellation.cancel(new Fault('DEADLINE_EXCEEDED', `${subject} did not answer.`));
  const timer = setTimeout(tooLate, contract.deadlineMs);
  try {
    const nowhere = { thread: '', turn: 0, key: '', taint: [], idempotencyKey: '' };
    const delivery = { ...nowhere, subject, provider: provider.provider, input: parsed };
    const late = new Promise<never>((_resolve, reject) => cancellation.onCancel(reject));
    const answer = await Promise.race([bus.deliver(delivery, cancellation, Promise.resolve()), late]);
    if (answer.error) throw Fault.fromData(answer.error);
    return contract.readOutput(answer.data ?? null);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

function assertOpenRead(contract: Contract, input: Json): void {
  const { subject, effect } = contract;
  const doesMore = effect !== 'read' || !subject.startsWith('need.');
  const isPrivate = contract.riskOf(input, () => ({ domain: '', deviceClass: undefined })) !== 'open';
  if (!doesMore && !isPrivate) return;
  const why = doesMore ? 'does more than read' : 'reads private things';
  throw new Fault('PERMISSION_DENIED', `${subject} ${why}, so it needs a thread; say it as a sentence.`);
}
