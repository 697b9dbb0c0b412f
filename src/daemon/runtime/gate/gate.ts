import { DEFAULT_POLICY, GATE_RULES, type GatePolicy, type GateRow, type GateRule } from '../../../settings/gate.ts';
import type { Risk } from '../../model/contract.ts';
import type { Behalf, Channel, Taint } from '../../model/event.ts';
import { isPrivate, isProposed, outsideSources } from '../../model/labels.ts';

/** What the gate knows of a call: pure data. */
export interface GateQuestion {
  readonly channel: Channel;
  /** A voice that is not a resident's, or any at night. */
  readonly guest?: boolean;
  readonly risk: Risk;
  /** For whom an automation works: what it may not do by itself is asked there, and is theirs to allow. */
  readonly behalf?: Pick<Behalf, 'channel' | 'guest'>;
  /** Of the frame that calls. */
  readonly taint: Taint;
  /** Whether what the call is given may be from outside; asked only where it matters. It may be, where absent. */
  readonly argsTainted?: () => boolean;
  /** It takes what it is given out of the house. */
  readonly outbound?: boolean;
  /** The owner has approved this very call for an automation. */
  readonly approved?: boolean;
  /** The turn was said into the assistant's own voice, or just after it. */
  readonly afterSpeech?: boolean;
  /** Whether somebody is there whose yes counts. */
  readonly canConfirm: boolean;
  /** Whether the owner is there at a client of their own. */
  readonly ownerThere?: boolean;
  readonly pin?: PinState;
}

/** `locked`: it was wrong too often. */
export type PinState = 'none' | 'set' | 'locked';

/** What decided: a row of the policy, or a rule that stands above it. */
export type GateReason = GateRow | 'private_and_outside' | 'own_speech' | 'rate' | 'too_long';

export type GateDecision =
  | { readonly verdict: 'allow'; readonly row: GateReason }
  /** `of`: who is asked · `pin`: a yes is not enough. */
  | { readonly verdict: 'confirm'; readonly row: GateReason; readonly of: 'client' | 'owner'; readonly pin: boolean }
  | { readonly verdict: 'refuse'; readonly row: GateReason; readonly why: string };

type Judged = { readonly rule: GateRule; readonly row: GateReason };

/** Of the rows that apply the strictest wins. A row or rule that the policy does not have is the strictest there is. */
export function decide(question: GateQuestion, policy: GatePolicy = DEFAULT_POLICY): GateDecision {
  const { channel, risk, taint, guest, behalf, approved, afterSpeech } = question;
  const row: GateRow = channel === 'automation' && approved ? 'automation_approved' : rowOf({ channel, guest });
  let judged: Judged = { rule: ruleOf(policy, row, risk), row };
  if (behalf && row === 'automation' && judged.rule === 'never') {
    // Nobody looks on while it is done: what the person might have done unasked is asked all the same.
    const theirs = rowOf(behalf);
    judged = stricter({ rule: 'confirm', row: theirs }, { rule: ruleOf(policy, theirs, risk), row: theirs });
  }
  if (taint.length > 0) judged = withLabels(judged, question, policy);
  if (afterSpeech && (risk === 'private' || risk === 'danger')) judged = { rule: 'never', row: 'own_speech' };
  if (judged.rule === 'allow') return { verdict: 'allow', row: judged.row };
  return asked(judged, question);
}

function rowOf({ channel, guest }: { readonly channel: Channel; readonly guest?: boolean | undefined }): GateRow {
  return channel === 'voice' && guest ? 'voice_guest' : channel;
}

function withLabels(judged: Judged, question: GateQuestion, policy: GatePolicy): Judged {
  const { risk, taint, argsTainted, outbound } = question;
  let strictest = judged;
  const outside = outsideSources(taint).length > 0;
  const chosen = outside || isProposed(taint);
  if (isProposed(taint)) strictest = stricter(strictest, { rule: ruleOf(policy, 'model', risk), row: 'model' });
  // What a model makes of private data may be what anybody wrote that it was shown, by a way that bears no label: a device's name.
  if (chosen && outbound && isPrivate(taint))
    strictest = stricter(strictest, { rule: 'confirm', row: 'private_and_outside' });
  if (!outside) return strictest;
  const rule = ruleOf(policy, 'tainted', risk);
  // What our own grammar took from a live utterance is the person's, whatever else the frame has read.
  const spared = risk === 'home' && rule !== 'allow' && argsTainted?.() === false;
  if (!spared) strictest = stricter(strictest, { rule, row: 'tainted' });
  return strictest;
}

function ruleOf(policy: Partial<GatePolicy>, row: GateRow, risk: Risk): GateRule {
  const rule = policy[row]?.[risk];
  return rule !== undefined && GATE_RULES.includes(rule) ? rule : 'never';
}

function stricter(a: Judged, b: Judged): Judged {
  return GATE_RULES.indexOf(b.rule) > GATE_RULES.indexOf(a.rule) ? b : a;
}

const NOBODY = 'That needs a yes, and nobody is there to give it.';
const HOW_TO_SET = 'To allow it with a PIN, type "agentos pin set" at the owner\'s terminal.';

/** What becomes of a rule that is not `allow`, by who is there. */
function asked({ rule, row }: Judged, question: GateQuestion): GateDecision {
  const { canConfirm, ownerThere, pin = 'none', taint } = question;
  const channel = question.behalf?.channel ?? question.channel;
  const refuse = (why: string): GateDecision => ({ verdict: 'refuse', row, why });
  switch (rule) {
    case 'allow':
      return { verdict: 'allow', row };
    case 'confirm':
      return canConfirm ? { verdict: 'confirm', row, of: 'client', pin: false } : refuse(NOBODY);
    case 'owner':
      if (ownerThere) return { verdict: 'confirm', row, of: 'owner', pin: false };
      return refuse(
        'That needs a yes from the owner, who is not there. Please ask again when the owner is at a terminal.',
      );
    case 'pin': {
      if (pin === 'set') return canConfirm ? { verdict: 'confirm', row, of: 'client', pin: true } : refuse(NOBODY);
      if (pin === 'locked')
        return refuse('The PIN was wrong too often, so I take none for a while. Please try again later.');
      const sources = outsideSources(taint);
      if (sources.length > 0)
        return refuse(
          `I won't do that on the word of ${sources.join(', ')}. Please do it yourself, or ask me at the command line. ${HOW_TO_SET}`,
        );
      if (channel === 'voice')
        return refuse(`I can't do that by voice alone. Please ask me at the command line. ${HOW_TO_SET}`);
      return refuse(`I won't do that on a model's word alone. Please say it in plain words. ${HOW_TO_SET}`);
    }
    case 'never':
      return refuse(neverWords(row));
  }
}

function neverWords(row: GateReason): string {
  switch (row) {
    case 'own_speech':
      return 'I was still speaking when I heard that, so I am not sure that it was you. Please say it again.';
    case 'automation':
      return 'An automation may not do that. Please ask me yourself.';
    case 'voice_guest':
      return 'I do that only for those who live here, and not at night. Please ask me at the command line.';
    case 'token':
      return 'A program with a token may not do that. Please ask me yourself.';
    default:
      return 'The settings do not allow that: [gate] says never.';
  }
}
