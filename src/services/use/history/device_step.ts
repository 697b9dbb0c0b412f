import type { PastStep } from 'agentos/service';
import { deviceSet, type SetResult, setInput } from '../../need/device/contract.ts';

/** What a call did to one device. */
export interface Change {
  readonly entity: string;
  readonly service: string;
  readonly result: SetResult;
}

/** What each device of a call did; nothing for calls that were about no devices. */
export function changesOf({ subject, input, output }: PastStep): Change[] {
  if (subject !== deviceSet.subject) return [];
  const asked = setInput.safeParse(input);
  const told = deviceSet.output.safeParse(output);
  if (!asked.success || !told.success) return [];
  return told.data.results.map((result) => ({ entity: result.entity, service: asked.data.service, result }));
}

/** `turned on`, `opened`, `set`: what was done, by Home Assistant's name of the service. */
const DONE_BY: ReadonlyMap<string, string> = new Map([
  ['turn_on', 'turned on'],
  ['turn_off', 'turned off'],
  ['toggle', 'switched over'],
  ['open_cover', 'opened'],
  ['open_valve', 'opened'],
  ['open', 'opened'],
  ['close_cover', 'closed'],
  ['close_valve', 'closed'],
  ['lock', 'locked'],
  ['unlock', 'unlocked'],
  ['stop_cover', 'stopped'],
  ['restore', 'put back'],
  ['start', 'started'],
  ['media_pause', 'paused'],
  ['media_play', 'went on with'],
  ['media_stop', 'stopped'],
  ['volume_mute', 'muted or unmuted'],
]);

export function verbOf(service: string): string {
  return DONE_BY.get(service) ?? (/^set_/.test(service) ? 'set' : 'changed');
}

/** A state as it is spoken: `open`, `cool and dry` for `cool_and_dry`. */
export function sayState(state: string): string {
  return state.replaceAll('_', ' ');
}

/** States on the way count as where they lead to. */
const ARRIVED: ReadonlyMap<string, string> = new Map([
  ['opening', 'open'],
  ['closing', 'closed'],
  ['locking', 'locked'],
  ['unlocking', 'unlocked'],
]);

export function arrived(state: string): string {
  return ARRIVED.get(state) ?? state;
}
