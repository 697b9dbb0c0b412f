import type { Json } from './home.ts';

/** What a text says of a type; or that it says nothing, and which words were left over. */
export type Parsed =
  | {
      readonly value: Json;
      /** Of instants and intervals: how fine it was said. */
      readonly grain?: string;
      /** Of recurrences: on the clock of the house, `06:30:00`; without one the part of the day, if one was said. */
      readonly time?: string;
      readonly part?: string;
      /** Said without half of the day: the other one. */
      readonly or?: string;
      /** Of durations: as it was said, ISO 8601. */
      readonly iso?: string;
    }
  | { readonly refused: string; readonly left: readonly string[] };
