import type { ScheduleView } from './contract.ts';

interface Tellable
  extends Pick<ScheduleView, 'kind' | 'client' | 'label' | 'spoken' | 'call' | 'command' | 'withheld'> {}

/** Clients of the socket for voice are named so; what they set before it was written down that it was spoken was spoken as well. */
const VOICE = 'voice:';

/** As whoever may not hear what was typed is told of it: that it is there, and when. @param typed whether that is told too */
export function toldOf<T extends Partial<Tellable> & Pick<Tellable, 'kind' | 'client'>>(
  one: T,
  typed: boolean | undefined,
): T {
  const { kind, client, spoken } = one;
  if (typed === true || kind === 'timer' || kind === 'alarm' || spoken === true || client.startsWith(VOICE)) return one;
  const told: T = { ...one, withheld: true };
  delete told.label;
  delete told.call;
  delete told.command;
  return told;
}
