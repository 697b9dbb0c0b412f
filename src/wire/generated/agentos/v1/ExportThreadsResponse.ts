// Original file: proto/agentos/v1/admin.proto


/**
 * A piece of an export.
 */
export interface ExportThreadsResponse {
  /**
   * UTF-8 of JSON Lines: an object with type `thread` (the row), then one of type `event` for each of its events in order, and
   * so on for the next thread. A piece may end within a line.
   */
  'lines'?: (Buffer | Uint8Array | string);
}

/**
 * A piece of an export.
 */
export interface ExportThreadsResponse__Output {
  /**
   * UTF-8 of JSON Lines: an object with type `thread` (the row), then one of type `event` for each of its events in order, and
   * so on for the next thread. A piece may end within a line.
   */
  'lines': (Buffer);
}
