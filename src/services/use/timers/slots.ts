import type { Command } from '../../../language/command.ts';

export type Slots = Command['slots'];

export function textOf(slot: Slots[string] | undefined): string | undefined {
  return typeof slot === 'string' && slot.trim() !== '' ? slot.trim() : undefined;
}

function timeOf(slots: Slots, prefix: '' | 'start_'): number {
  const part = (unit: string): number => {
    const value = slots[`${prefix}${unit}`];
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  };
  return Math.round((part('hours') * 3_600 + part('minutes') * 60 + part('seconds')) * 1_000);
}

/** The time said, in milliseconds; 0 where none was. */
export function timeMsOf(slots: Slots): number {
  return timeOf(slots, '');
}

/** The time that a timer was set for, as a description of it (`the 5 minute timer`); 0 where none was said. */
export function startMsOf(slots: Slots): number {
  return timeOf(slots, 'start_');
}
