import type { WatchRule } from '../../settings/schema.ts';
import type { FileEvent } from './handled.ts';

/** What the watch tells as it goes: objects of this shape are what `--json` prints. */
export type WatchEvent =
  /** All folders that are there are followed. */
  | { readonly type: 'ready'; readonly rules: readonly string[] }
  | { readonly type: 'following'; readonly rule: string; readonly folder: string; readonly known: number }
  | {
      readonly type: 'utterance';
      readonly rule: string;
      readonly path: string;
      readonly event: FileEvent;
      readonly text: string;
    }
  | {
      readonly type: 'end';
      readonly rule: string;
      readonly path: string;
      readonly text: string;
      readonly thread?: string;
      readonly status: 'complete' | 'failed';
      readonly acted: boolean;
      readonly reply: WatchRule['reply'];
      /** The reply's own file. */
      readonly file?: string;
    }
  /** Nothing that ends the watch; the text says what to do. */
  | { readonly type: 'trouble'; readonly text: string; readonly rule?: string; readonly path?: string };
export type Report = (event: WatchEvent) => void;
