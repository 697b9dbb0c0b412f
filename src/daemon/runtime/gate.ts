import type { Risk } from '../model/contract.ts';
import type { Channel, Taint } from '../model/event.ts';
import { outsideSources } from '../model/labels.ts';

/** What the gate knows of a call: pure data. */
export interface GateQuestion {
  readonly channel: Channel;
  readonly risk: Risk;
  /** Of the frame that calls. */
  readonly taint: Taint;
  /** Whether somebody is there whose yes counts. */
  readonly canConfirm: boolean;
}

export type GateDecision =
  | { readonly verdict: 'allow' }
  | { readonly verdict: 'confirm' }
  | { readonly verdict: 'refuse'; readonly why: string };

type Rule = 'allow' | 'confirm' | 'pin' | 'never';
export type Policy = { readonly [row in Channel | 'tainted']: { readonly [risk in Risk]: Rule } };

/** Origin x risk. A call from tainted content is held to both its channel's row and the tainted one. */
export const DEFAULT_POLICY: Policy = {
  owner: { open: 'allow', home: 'allow', private: 'allow', danger: 'confirm' },
  voice: { open: 'allow', home: 'allow', private: 'confirm', danger: 'pin' },
  automation: { open: 'allow', home: 'allow', private: 'never', danger: 'never' },
  tainted: { open: 'allow', home: 'confirm', private: 'confirm', danger: 'pin' },
};

const STRICTNESS: readonly Rule[] = ['allow', 'confirm', 'pin', 'never'];

/** Of the rows that apply the strictest wins. */
export function decide(question: GateQuestion, policy: Policy = DEFAULT_POLICY): GateDecision {
  const rows: Rule[] = [policy[question.channel][question.risk]];
  const sources = outsideSources(question.taint);
  if (sources.length > 0) rows.push(policy.tainted[question.risk]);
  const rule = rows.reduce((a, b) => (STRICTNESS.indexOf(b) > STRICTNESS.indexOf(a) ? b : a));
  switch (rule) {
    case 'allow':
      return { verdict: 'allow' };
    case 'confirm':
      if (question.canConfirm) return { verdict: 'confirm' };
      return { verdict: 'refuse', why: 'That needs a yes, and nobody is there to give it.' };
    case 'pin':
      return {
        verdict: 'refuse',
        why:
          sources.length > 0
            ? `I won't do that on the word of ${sources.join(', ')}. Please do it yourself, or ask me at the command line.`
            : "I can't do that by voice alone. Please ask me at the command line.",
      };
    case 'never':
      return { verdict: 'refuse', why: 'An automation may not do that. Please ask me yourself.' };
  }
}
