import type { Command } from './command.ts';
import { actsOnDevices } from './intent_domains.ts';
import { COMMAND_SLOT } from './plan.ts';
import type { Understanding } from './understanding.ts';

/** What a sentence says of when, how long and whether; what is to be done stands in `conversation_command`, in words. */
export const DO_LATER = 'AgentosDoLater';
export const FOR_A_WHILE = 'AgentosForAWhile';
export const DO_IF = 'AgentosDoIf';
export const DO_WHEN = 'AgentosDoWhen';

/** Reads a part of a sentence. */
export type Read = (text: string) => Understanding;

/** Only tell, or are about lists and such: nobody means these for another time by a word at the end. */
const TELLING = /Get|List|Item/;
/** Go on for as long as somebody wants, and have a way back. */
const LASTING = new Set([
  ...['HassTurnOn', 'HassTurnOff', 'HassToggle', 'HassLightSet', 'AgentosLightAdjust', 'HassSetPosition'],
  ...['HassClimateSetTemperature', 'AgentosClimateAdjust', 'AgentosClimateSetMode', 'HassFanSetSpeed'],
  ...['AgentosFanAdjust', 'HassSetVolume', 'HassSetVolumeRelative', 'HassMediaPause', 'HassMediaUnpause'],
  ...['HassMediaPlayerMute', 'HassMediaPlayerUnmute'],
]);
/** Are over at once, or have no state to go back to. */
const MOMENTARY = new Set(['scene', 'script', 'button', 'input_button', 'vacuum', 'lawn_mower', 'automation']);

/** Whether a command may be said for a time to come, or for when something is so. */
export function canBePutOff({ intent }: Command): boolean {
  return intent === FOR_A_WHILE || intent === DO_IF || (actsOnDevices(intent) && !TELLING.test(intent));
}

/** Whether what a command does goes on until it is put back. */
export function lasts({ intent, targets }: Command): boolean {
  return LASTING.has(intent) && targets.length > 0 && !targets.some(({ domain }) => MOMENTARY.has(domain));
}

/** The commands of a part that is a sentence by itself, where all of them are of a kind; undefined where any is not, or is in doubt. */
export function commandsOf(
  { tier, commands, ambiguous }: Understanding,
  fits: (command: Command) => boolean,
): readonly Command[] | undefined {
  const good = tier === 'grammar' && ambiguous === undefined && commands.length > 0 && commands.every(fits);
  return good ? commands : undefined;
}

/** Whether a part is such a sentence, though a room or a device may have to be asked for. */
export function isCommand({ tier, commands }: Understanding): boolean {
  return tier === 'grammar' && commands.length > 0 && commands.every(canBePutOff);
}

/** One command that carries others in words. */
export function carrying(
  intent: string,
  words: string,
  slots: Command['slots'],
  text: string,
): Understanding & { commands: [Command] } {
  return {
    tier: 'grammar',
    commands: [{ intent, slots: { [COMMAND_SLOT]: words, ...slots }, targets: [], text: text.trim() }],
  };
}

/** Whether commands touch a thing twice: the last of them is then meant for later than the first. */
export function undoesItself(commands: readonly Command[]): boolean {
  const ids = commands.flatMap(({ targets }) => targets.map(({ id }) => id));
  return new Set(ids).size < ids.length;
}
