import type { Call } from '../../model/call.ts';
import type { Contract } from '../../model/contract.ts';
import { Fault } from '../../model/fault.ts';
import { isJsonObject, type Json } from '../../model/json.ts';
import { ASK_SUBJECT } from '../../model/thread.ts';
import type { Gatekeeper, Judged } from '../gate/gatekeeper.ts';
import type { Limits } from '../limits.ts';
import type { Registered, Registry } from '../registry.ts';
import type { Frame, Turn } from '../turns/turn.ts';

/** A call that may leave: whom it goes to, with input as its contract reads it. */
export interface Admitted {
  readonly contract: Contract;
  readonly input: Json;
  readonly to: readonly string[];
  readonly version: string;
  readonly gate: Judged;
}

/** Name that stands in `to` for the person at the interface. */
export const PERSON = 'person';

/**
 * Decides whether a call may leave its frame. Pure but for counting what the turn has used.
 * A Fault thrown here is recorded as the answer to the call; limits that end the turn stop it as well.
 */
export function admit(
  frame: Frame,
  key: string,
  call: Call<unknown>,
  { registry, limits, gate }: { registry: Registry; limits: Limits; gate: Gatekeeper },
): Admitted {
  const { turn } = frame;
  const { subject } = call;
  countHop(turn, limits);
  if (subject.startsWith('need.')) turn.toolCalls += 1;
  if (turn.toolCalls > limits.toolCalls) {
    turn.stop(
      new Fault('RESOURCE_EXHAUSTED', `I stopped after ${limits.toolCalls} actions in one turn.`, { retryable: false }),
    );
  }
  if (turn.fatal) throw turn.fatal;
  if (frame.depth >= limits.depth) {
    throw new Fault('RESOURCE_EXHAUSTED', `${subject}: calls are nested ${limits.depth} deep, which is the limit.`, {
      retryable: false,
    });
  }
  const contract = registry.contract(subject);
  if (!contract) throw new Fault('UNIMPLEMENTED', `Nothing here provides ${subject}.`);
  // A call that was built with this very contract has been read by it.
  const input = call.contract === contract ? call.input : contract.parseInput(call.input);
  if (subject === ASK_SUBJECT) assertMayAsk(turn, key, input);
  const { to, version } = addressees(registry, contract, input);
  return { contract, input, to, version, gate: gate.judge(frame, key, contract, input, to) };
}

/** @throws Fault FAILED_PRECONDITION where nobody is there, PERMISSION_DENIED for a service that asks what only the gate may ask */
function assertMayAsk({ opening }: Turn, key: string, input: Json): void {
  const isGate = key.endsWith('?');
  if (!isGate && isJsonObject(input) && (input['kind'] === 'pin' || 'call' in input || 'of' in input))
    throw new Fault('PERMISSION_DENIED', 'Only the gate asks for a PIN, or for a yes to a call.');
  if ((opening.channel === 'automation' && !opening.behalf) || (opening.channel === 'token' && !isGate))
    throw new Fault('FAILED_PRECONDITION', 'Nobody is there to be asked.');
}

/** A capability that is known and that nobody serves: its provider has not opened, or not yet. */
export function notOpen(subject: string): Fault {
  return new Fault(
    'UNAVAILABLE',
    `That is not set up here, or cannot be reached: nothing provides ${subject} now. "agentos services" says why.`,
  );
}

/** Stops a turn that takes more steps than it may. */
export function countHop(turn: Turn, { hops }: Pick<Limits, 'hops'>): void {
  turn.hops += 1;
  if (turn.hops > hops) {
    turn.stop(
      new Fault('RESOURCE_EXHAUSTED', `I stopped after ${hops} steps without coming to an end.`, { retryable: false }),
    );
  }
}

function addressees(registry: Registry, contract: Contract, input: Json): { to: readonly string[]; version: string } {
  const { subject } = contract;
  if (subject === ASK_SUBJECT) return { to: [PERSON], version: '1' };
  if (subject.startsWith('use.')) {
    const handler = registry.handler(subject);
    if (!handler) throw new Fault('UNIMPLEMENTED', `Nothing here provides ${subject}.`);
    return { to: [handler.provider], version: handler.version };
  }
  const providers = registry.providers(subject);
  if (providers.length === 0 && contract.answers !== 'all') throw notOpen(subject);
  const accepting: Registered[] = providers.filter(({ service }) => service.accepts(input));
  const chosen = contract.answers === 'one' ? accepting.slice(0, 1) : accepting;
  if (chosen.length === 0 && contract.answers !== 'all') {
    throw new Fault('UNIMPLEMENTED', `Nothing here provides ${subject} for that.`);
  }
  return { to: chosen.map(({ provider }) => provider), version: chosen.map(({ version }) => version).join(' ') };
}
