import type { Command, Target } from './command.ts';

export interface UnderstandContext {
  /** Id or name of the area that the speaker is in. */
  readonly area?: string | undefined;
  /** Names that the assistant is called by; skipped at the start. */
  readonly wakeWords?: readonly string[] | undefined;
  /** Is told each part of a sentence that is read apart and means something by itself: for who explains it. */
  readonly onPart?: ((part: string) => void) | undefined;
}

/** What has to be asked before a command can be carried out. */
export interface Ambiguity {
  /** Which of the commands. */
  readonly command: number;
  readonly slot: 'name' | 'area';
  /** The name that several devices carry; for an area, what was asked for without a place. */
  readonly text: string;
  /** For `name` the devices that it may be, for `area` the devices in all places. */
  readonly choices: readonly Target[];
}

export interface Understanding {
  /** `grammar`: every word has been accounted for. `paraphrase`: it very likely means this (paraphrase/tier.ts). `none`: nothing may be done. */
  readonly tier: 'grammar' | 'paraphrase' | 'none';
  readonly commands: Command[];
  /** A sentence for this home that is understood and is near to what was said. */
  readonly suggestion?: string;
  readonly ambiguous?: Ambiguity;
  /** The part that was not understood. */
  readonly unknown?: string;
  /** It was read as what is nothing for the house (elsewhere.ts). */
  readonly elsewhere?: true;
  /** What the grammar did not know may mean, the likeliest first, each from 0 to 1. */
  readonly thoughts?: readonly { readonly intent: string; readonly chance: number }[];
  /** Why the likeliest of them is not done. */
  readonly refused?: string;
}
