import type { TurnOpening } from '../model/event.ts';
import type { RuleStart } from '../model/service.ts';
import type { Origin } from '../model/thread.ts';
import type { Client, Utterance } from './assistant.ts';

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

/** Who opens a turn by saying something. */
export function openingOf(client: Client): TurnOpening {
  const { name, area, channel, canConfirm } = client;
  return { client: name, interface: client.interface, channel, canConfirm, ...(area === undefined ? {} : { area }) };
}

/** Where a thread comes from that a rule opens. */
export function originOfRule(rule: string): Origin {
  return { client: `rule:${rule}`, interface: 'signal' };
}

/** A rule that matched opens a turn: nobody is there to be asked. */
export function openingByRule(rule: string, { notify = {} }: RuleStart): TurnOpening {
  return { ...originOfRule(rule), channel: 'automation', canConfirm: false, notify };
}
