import type { Outcome, TurnStatus } from '../client/api.ts';
import type { Rejection } from './stt.ts';

/** What happens in the voice pipe, for those who print it. Times are seconds since the start of the sound. */
export type VoiceEvent =
  | {
      readonly type: 'ready';
      readonly wake: string;
      readonly recogniser: string;
      readonly synthesiser: string;
      readonly speaker: string;
    }
  | { readonly type: 'wake'; readonly word: string; readonly score: number; readonly at: number }
  /** It was woken by what may have been no call, and what was said after it made no sense: it says nothing. */
  | { readonly type: 'asleep'; readonly word: string; readonly score: number }
  /** Conditions of those who made something that was chosen. */
  | { readonly type: 'licence'; readonly text: string }
  /** Speech, or what is answered, leaves this machine: where it goes. */
  | { readonly type: 'sent'; readonly text: string }
  /** After a wake word or a question nobody said anything. */
  | { readonly type: 'nothing'; readonly at: number }
  | {
      readonly type: 'utterance';
      readonly text: string;
      readonly confidence: number;
      readonly alternatives: readonly string[];
      readonly start: number;
      readonly end: number;
      /** Why it was not acted on; `text` is then a guess. */
      readonly rejected?: Rejection;
    }
  | {
      readonly type: 'ask';
      readonly id: string;
      readonly text: string;
      readonly kind: 'confirm' | 'question' | 'pin';
      readonly choices?: readonly string[];
    }
  | {
      readonly type: 'end';
      readonly text: string;
      readonly thread: string;
      readonly turn: number;
      readonly status: TurnStatus;
      readonly acted: boolean;
      readonly outcome?: Outcome;
      readonly code?: string;
    }
  /** News that came unasked, as of a timer. */
  | { readonly type: 'notice'; readonly text: string; readonly thread: string }
  | {
      readonly type: 'spoken';
      readonly text: string;
      /** How long it sounds. */
      readonly seconds: number;
      /** From the end of the person's speech to the first sound of the answer, where it answers one. */
      readonly afterSpeechSeconds?: number;
      /** It was cut short: somebody said the wake word. */
      readonly interrupted: boolean;
    }
  /** The microphone was closed, or opened again: muted, nothing is recorded. */
  | { readonly type: 'muted'; readonly muted: boolean }
  /** Something does not work; what is done about it. The pipe goes on. */
  | { readonly type: 'trouble'; readonly text: string };
