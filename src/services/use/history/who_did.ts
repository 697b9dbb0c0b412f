import type { PastAccount } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { type Asking, done, failed } from './asking.ts';
import { findDeed, sayNotFound } from './deed.ts';
import { whatWasMeant } from './explain.ts';
import type { Now } from './now.ts';
import { sayOccasion } from './occasion.ts';
import { saidBy } from './say_turn.ts';

/** "Who turned on the light?", "did you lock the door?", "when did you last open the garage?": as far as the log knows. */
export function* whoDid({ slots }: Command, asking: Asking) {
  if (slots.thing === undefined) {
    const that = yield* whatWasMeant(asking.now);
    if (that === undefined) return failed('I have done nothing here in the last day, as far as my log tells.');
    return done(yield* sayWho(that, asking.now));
  }
  const found = yield* findDeed(slots, asking);
  if (found.account === undefined) return failed(sayNotFound(found));
  return done(yield* sayWho(found.account, asking.now));
}

function* sayWho(account: PastAccount, now: Now) {
  if (account.rule !== undefined) return `I did, because ${yield* sayOccasion(account, now)}`;
  return `I did, because ${saidBy(account, now)}.`;
}
