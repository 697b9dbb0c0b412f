import { createHash } from 'node:crypto';
import { DEFAULT_POLICY, type GatePolicy, type GateRate } from '../../../settings/gate.ts';
import type { Contract, EntityKind, Risk } from '../../model/contract.ts';
import { canonicalJson, type Json } from '../../model/json.ts';
import type { AuditWrite } from '../../store/store.ts';
import type { Frame } from '../turns/turn.ts';
import { argsTainted } from './clean_args.ts';
import { decide, type GateDecision, type PinState } from './gate.ts';
import { Rates } from './rates.ts';
import { tellInFull } from './telling.ts';

/** A call that the owner has approved for an automation, whole. */
export interface ApprovedCall {
  /** A client's name, or `rule:<name>`. */
  readonly by: string;
  readonly call: string;
  readonly input: Json;
}

export interface GatekeeperOptions {
  readonly policy: GatePolicy;
  readonly rates: readonly GateRate[];
  readonly approved: readonly ApprovedCall[];
  readonly entity: (id: string) => EntityKind;
  readonly pin: () => PinState;
  /** The owner's own client that is attached and may confirm, if one is. */
  readonly ownerAt: () => string | undefined;
  /** Wall-clock milliseconds since the epoch. */
  readonly now: () => number;
}

/** A call as the gate sees it, and what it says. */
export interface Judged {
  readonly decision: GateDecision;
  readonly risk: Risk;
  /** Of the exact call: thread, place, subject, providers and input. Empty where nothing asks for it. */
  readonly hash: string;
  /** What is asked before it leaves; empty where nobody is asked. */
  readonly question: string;
  /** Who is asked, where that is not who began the turn. */
  readonly of?: string;
}

/** Before a question about what is otherwise done unasked: else nobody would know why it is asked. */
const WENT_IN = 'I have read something private for this, and it may be in what would leave the house now.';

/** What is told of a decision, for the record. */
export type Verdict = AuditWrite['verdict'];

/** Looks at each call that wants to leave, and keeps count of what is rare. */
export class Gatekeeper {
  readonly #options: GatekeeperOptions;
  readonly #rates: Rates;

  constructor(options: GatekeeperOptions) {
    this.#options = { ...options, policy: frozen(options.policy) };
    this.#rates = new Rates(options.rates);
  }

  /** What is known from before the start: only what the record has. */
  remember(entries: readonly Pick<AuditWrite, 'client' | 'subject' | 'risk' | 'verdict' | 'at'>[]): void {
    for (const { verdict, ...entry } of entries)
      if (verdict !== 'asked') this.#rates.note({ ...entry, counts: verdict === 'refused' ? 'refusals' : 'calls' });
  }

  /** @throws Fault INVALID_ARGUMENT where the question would be too long to be told in full */
  judge(frame: Frame, key: string, contract: Contract, input: Json, to: readonly string[]): Judged {
    const { policy, entity, pin, ownerAt } = this.#options;
    const { opening } = frame.turn;
    const risk = riskOf(contract, input, entity);
    const grave = risk === 'private' || risk === 'danger';
    const decision = decide(
      {
        channel: opening.channel,
        risk,
        taint: frame.taint,
        argsTainted: () => argsTainted(frame, contract, input),
        outbound: contract.outbound(input),
        approved: grave && opening.channel === 'automation' && this.#isApproved(opening.client, contract, input),
        canConfirm: opening.canConfirm,
        ...(opening.guest ? { guest: true } : {}),
        ...(opening.behalf ? { behalf: opening.behalf } : {}),
        ...(grave && opening.afterSpeech ? { afterSpeech: true } : {}),
        ...(grave ? { pin: pin(), ownerThere: ownerAt() !== undefined } : {}),
      },
      policy,
    );
    const { tools } = opening;
    if (risk !== 'open' && tools !== undefined && !tools.includes(contract.subject)) {
      const hash = hashOf(frame, key, contract.subject, to, input);
      return { decision: outOfScope(contract.subject), risk, hash, question: '' };
    }
    if (decision.verdict === 'allow' && !grave) {
      const tooMany = this.#tooMany(opening.client, contract.subject, risk);
      return { decision: tooMany ?? decision, risk, hash: '', question: '' };
    }
    const hash = hashOf(frame, key, contract.subject, to, input);
    const refused = decision.verdict === 'refuse' ? undefined : this.#tooMany(opening.client, contract.subject, risk);
    if (refused ?? decision.verdict === 'refuse') return { decision: refused ?? decision, risk, hash, question: '' };
    if (decision.verdict !== 'confirm') return { decision, risk, hash, question: '' };
    const of = decision.of === 'owner' ? ownerAt() : undefined;
    const theirs = opening.behalf?.channel ?? opening.channel;
    const told = of === undefined ? theirs : 'owner';
    let question: string;
    try {
      question = tellInFull(contract, input, entity, told);
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      return { decision: { verdict: 'refuse', row: 'too_long', why }, risk, hash, question: '' };
    }
    if (decision.row === 'private_and_outside' && !grave) question = `${WENT_IN} ${question}`;
    const asked = decision.pin && theirs === 'voice' ? `${question} Please say your PIN.` : question;
    return { decision, risk, hash, question: asked, ...(of === undefined ? {} : { of }) };
  }

  /** The entry for the record of a decision on a `private` or `danger` call; undefined for others. Counts it as well. */
  record(
    frame: Frame,
    key: string,
    subject: string,
    judged: Judged,
    verdict: Verdict,
    why?: string,
  ): AuditWrite | undefined {
    const { risk, decision, hash } = judged;
    const { turn } = frame;
    const { client, channel } = turn.opening;
    const at = this.#options.now();
    if (verdict !== 'asked')
      this.#rates.note({ client, subject, risk, counts: verdict === 'refused' ? 'refusals' : 'calls', at });
    if (risk !== 'private' && risk !== 'danger' && decision.verdict === 'allow') return undefined;
    return {
      ...{ at, thread: turn.ledger.thread.id, turn: turn.number, key, subject, risk, verdict, row: decision.row },
      ...{ client, channel, labels: frame.taint, call: hash },
      ...(why === undefined ? {} : { why }),
    };
  }

  #tooMany(client: string, subject: string, risk: Risk): GateDecision | undefined {
    const why = this.#rates.tooMany({ client, subject, risk, at: this.#options.now() });
    return why === undefined ? undefined : { verdict: 'refuse', row: 'rate', why };
  }

  /** Exactly as the owner wrote it, whole: nothing in it can come from a file or a message. */
  #isApproved(client: string, contract: Contract, input: Json): boolean {
    const { approved } = this.#options;
    const mine = approved.filter(({ by, call }) => by === client && call === contract.subject);
    const wanted = mine.length === 0 ? '' : canonicalJson(input);
    return mine.some((one) => {
      try {
        return canonicalJson(contract.parseInput(one.input)) === wanted;
      } catch {
        // What the contract does not take approves nothing.
        return false;
      }
    });
  }
}

/** Whatever the rows say: a client that was let in for some tools has these only. */
function outOfScope(subject: string): GateDecision {
  const why = `That takes ${subject}, which is not among the tools that this client was let in for.`;
  return { verdict: 'refuse', row: 'token', why };
}

/** What a contract cannot tell, or tells as something that there is not, is dangerous. */
function riskOf(contract: Contract, input: Json, entity: (id: string) => EntityKind): Risk {
  if (contract.fixedRisk !== undefined) return contract.fixedRisk;
  let risk: Risk;
  try {
    risk = contract.riskOf(input, entity);
  } catch {
    return 'danger';
  }
  return risk === 'open' || risk === 'home' || risk === 'private' ? risk : 'danger';
}

function hashOf(frame: Frame, key: string, subject: string, to: readonly string[], input: Json): string {
  const thread = frame.turn.ledger.thread.id;
  return createHash('sha256').update(canonicalJson({ thread, key, subject, to, input })).digest('hex');
}

function frozen(policy: GatePolicy): GatePolicy {
  for (const row of Object.values(policy)) Object.freeze(row);
  return Object.freeze(policy);
}

/** The gate as it ships: what holds where nobody says otherwise. */
export function shippedGate(
  entity: GatekeeperOptions['entity'],
  options: Partial<Omit<GatekeeperOptions, 'entity'>> = {},
): Gatekeeper {
  return new Gatekeeper({
    policy: DEFAULT_POLICY,
    rates: [],
    approved: [],
    pin: () => 'none',
    ownerAt: () => undefined,
    now: Date.now,
    ...options,
    entity,
  });
}
