import { historyTurn, note, TAKEN_BACK } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { deviceSet } from '../../need/device/contract.ts';
import { type Asking, done, failed } from './asking.ts';
import { takeBackTurn } from './take_back_turn.ts';

/** What was done for a while goes back to how it was; what somebody has changed since is left, as nobody may be there to be asked. */
export function* putBack({ slots }: Command, asking: Asking) {
  const { thread, turn } = slots;
  if (typeof thread !== 'string' || typeof turn !== 'number') return failed('I do not know what to put back.');
  const account = yield* historyTurn({ thread, turn });
  const steps = account.steps.filter(
    ({ subject, takenBack }) => subject === deviceSet.subject && takenBack === undefined,
  );
  if (steps.length === 0) return done('What I was to put back is so already.');
  const taken = yield* takeBackTurn({ ...account, steps }, 'undo', asking, []);
  if (taken.calls.length > 0) yield* note({ metadata: { [TAKEN_BACK]: { as: 'undo', calls: [...taken.calls] } } });
  return taken.good ? done(taken.text) : failed(taken.text);
}
