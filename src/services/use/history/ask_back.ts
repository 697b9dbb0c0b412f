import { settle, userAsk } from 'agentos/service';

/** Asks yes or no. Where nobody answers, or is there to answer, it is a no. */
export function* isWanted(text: string) {
  const [answer] = yield* settle([userAsk({ text, choices: ['yes', 'no'] })]);
  return answer?.ok === true && answer.value.yes;
}
