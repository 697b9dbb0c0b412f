import { reply } from 'agentos/contract';
import { invoke, settle } from 'agentos/service';
import { z } from 'zod';
import type { Condition } from '../../../language/condition.ts';
import { capitalised } from '../../../language/say_devices.ts';
import { intentClassifier } from '../intent_classifier/contract.ts';
import { valuesOf } from './values.ts';

const json = z.json();

/** What the house says of a condition. */
export interface Fact {
  /** Whether it is so; undefined where the house cannot tell. */
  readonly is: boolean | undefined;
  /** What was found, as a sentence. */
  readonly text: string;
}

/** Asks the house what a condition depends on, as a person would ask. */
export function* factOf({ said, question, holds, above, below }: Condition, here: { readonly area?: string }) {
  const unknown: Fact = { is: undefined, text: `I cannot tell whether ${said}.` };
  const meant = yield* intentClassifier({ text: question, ...here });
  const [step, ...more] = meant.plan;
  if (step === undefined || more.length > 0) return unknown;
  const [told] = yield* settle([invoke(step.event, json.parse(step.params))]);
  const answer = told?.ok === true ? reply.safeParse(told.value).data : undefined;
  if (answer === undefined || answer.outcome !== 'done') {
    const fact: Fact = answer === undefined ? unknown : { is: undefined, text: answer.text };
    return fact;
  }
  if (above === undefined && below === undefined) return judged(answer.text, holds, unknown);
  const values = yield* valuesOf(step.params);
  const within = values.map(
    (value) => (above === undefined || value > above) && (below === undefined || value < below),
  );
  const [first] = within;
  if (first === undefined) return unknown;
  if (within.some((one) => one !== first))
    return { ...unknown, text: `${answer.text} That is not the same everywhere; say which room you mean.` };
  const fact: Fact = { is: first === holds, text: answer.text };
  return fact;
}

/** A question that can be answered with yes or no is answered with one of them first. */
function judged(text: string, holds: boolean, unknown: Fact): Fact {
  const [, word, rest] = /^(yes|no)\b[,.]?\s*(.+)$/isu.exec(text) ?? [];
  if (word === undefined || rest === undefined) return unknown;
  return { is: (word.toLowerCase() === 'yes') === holds, text: capitalised(rest) };
}
