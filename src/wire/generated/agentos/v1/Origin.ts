// Original file: proto/agentos/v1/threads.proto


/**
 * Where a thread came from.
 */
export interface Origin {
  /**
   * Name of the client that opened it.
   */
  'client'?: (string);
  /**
   * `cli`, `voice`, `watch`, `web`, `signal` …
   */
  'interface'?: (string);
  /**
   * Where that was.
   */
  'area'?: (string);
  /**
   * Who spoke.
   */
  'speaker'?: (string);
  '_area'?: "area";
  '_speaker'?: "speaker";
}

/**
 * Where a thread came from.
 */
export interface Origin__Output {
  /**
   * Name of the client that opened it.
   */
  'client': (string);
  /**
   * `cli`, `voice`, `watch`, `web`, `signal` …
   */
  'interface': (string);
  /**
   * Where that was.
   */
  'area'?: (string);
  /**
   * Who spoke.
   */
  'speaker'?: (string);
  '_area'?: "area";
  '_speaker'?: "speaker";
}
