import type { TurnOpening } from '../../model/event.ts';

/**
 * Who may hear of which turn. The owner of all. Who speaks in a room: of what was said by voice in the rooms, since that could be
 * heard there, and of what automations did, unless they told it to somebody else; never of what was typed. An automation:
 * of its own. A client on another machine that may observe no others: of its own, and of what was told where it stands.
 */
export function mayKnow(asker: TurnOpening, turn: TurnOpening): boolean {
  if (asker.ownThreadsOnly) return isOwn(asker, turn);
  if (asker.channel === 'owner' || isSame(asker, turn)) return true;
  if (asker.channel !== 'voice') return false;
  if (turn.channel === 'voice') return true;
  if (turn.channel !== 'automation') return false;
  const { client } = turn.notify ?? {};
  return client === undefined || client.startsWith('voice:') || isToldTo(asker, turn);
}

/** Whether "you" and "that" mean it: it is of the same client, of the same room by voice, or it was told there. */
export function isOwn(asker: TurnOpening, turn: TurnOpening): boolean {
  if (isSame(asker, turn)) return true;
  if (asker.channel === 'voice' && turn.channel === 'voice') return isHere(asker.area, turn.area);
  return turn.channel === 'automation' && turn.interface === 'signal' && isToldTo(asker, turn);
}

/** The same name from another channel is somebody else: a yes is worth what its channel is, and so is a question. */
function isSame(asker: TurnOpening, turn: TurnOpening): boolean {
  return asker.client === turn.client && asker.channel === turn.channel;
}

function isToldTo(asker: TurnOpening, { notify = {} }: TurnOpening): boolean {
  if (notify.client === undefined && notify.area === undefined) return true;
  return notify.client === asker.client || isHere(asker.area, notify.area);
}

function isHere(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one.toLowerCase() === other.toLowerCase();
}
