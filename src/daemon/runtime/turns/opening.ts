import type { Behalf, TurnOpening } from '../../model/event.ts';
import type { RuleStart } from '../../model/service.ts';
import type { Origin } from '../../model/thread.ts';
import type { Client, Utterance } from '../assistant.ts';

/** Where a thread comes from that a client opens. */
export function originOf(client: Client, { speaker }: Utterance): Origin {
  const { name, area } = client;
  return {
    client: name,
    interface: client.interface,
    ...(area === undefined ? {} : { area }),
    ...(speaker === undefined ? {} : { speaker }),
  };
}

/** An utterance that began so soon after the assistant's own words may be those words. */
const OWN_SPEECH_MS = 5_000;

/** Who opens a turn by saying something. */
export function openingOf(client: Client, { speaker, sinceSpeechMs }: Utterance, isGuest: IsGuest): TurnOpening {
  const { name, area, channel, canConfirm, ownThreadsOnly, tools } = client;
  const guest = channel === 'voice' && (client.guest === true || isGuest(name, speaker));
  return {
    ...{ client: name, interface: client.interface, channel, canConfirm },
    ...(area === undefined ? {} : { area }),
    ...(guest ? { guest } : {}),
    ...(ownThreadsOnly ? { ownThreadsOnly } : {}),
    ...(tools ? { tools } : {}),
    ...(sinceSpeechMs !== undefined && sinceSpeechMs < OWN_SPEECH_MS ? { afterSpeech: true } : {}),
  };
}

/** Whether a voice at a client is not a resident's now. */
export type IsGuest = (client: string, speaker: string | undefined) => boolean;

export interface GuestRules {
  readonly residents: readonly string[];
  readonly guests: readonly string[];
  readonly night?: { readonly from: string; readonly to: string };
}

/** @param timeOfDay on the wall of the house now, as in "23:05" */
export function guestsBy({ residents, guests, night }: GuestRules, timeOfDay: () => string): IsGuest {
  const known = new Set(residents.map((name) => name.toLowerCase()));
  return (client, speaker) => {
    if (guests.includes(client)) return true;
    if (known.size > 0 && !(speaker !== undefined && known.has(speaker.toLowerCase()))) return true;
    if (night === undefined) return false;
    const { from, to } = night;
    const now = timeOfDay();
    return from <= to ? from <= now && now < to : from <= now || now < to;
  };
}

/** Where a thread comes from that a rule opens. */
export function originOfRule(rule: string): Origin {
  return { client: `rule:${rule}`, interface: 'signal' };
}

/** A rule that matched opens a turn. @param asked how the turn was opened that asked for it; nobody is there to be asked where absent */
export function openingByRule(rule: string, { notify = {}, title }: RuleStart, asked?: TurnOpening): TurnOpening {
  const opening = { ...originOfRule(rule), channel: 'automation' as const, canConfirm: false, notify };
  const behalf = asked && behalfOf(asked);
  if (!asked || !behalf) return opening;
  const { canConfirm, afterSpeech, ownThreadsOnly, tools } = asked;
  return {
    ...opening,
    canConfirm,
    ...(afterSpeech ? { afterSpeech } : {}),
    ...(ownThreadsOnly ? { ownThreadsOnly } : {}),
    ...(tools ? { tools } : {}),
    behalf: { ...behalf, ...(title === undefined ? {} : { about: title }) },
  };
}

/** Who wants to know what a turn asks for: of work in the background whoever asked for it, else all such work would be one and the same. */
export function behind(opening: TurnOpening): TurnOpening {
  const { behalf, ...rest } = opening;
  return behalf ? { ...rest, client: behalf.client, channel: behalf.channel } : opening;
}

/** Work that work asks for is for the same person. */
function behalfOf({ client, channel, guest, behalf }: TurnOpening): Behalf | undefined {
  if (channel === 'automation') return behalf;
  return { client, channel, ...(guest ? { guest } : {}) };
}
