// Original file: proto/agentos/v1/assistant.proto


/**
 * What an interface can do for the person at it.
 */
export interface Capabilities {
  /**
   * Words are spoken, not printed.
   */
  'speak'?: (boolean);
  /**
   * A person is there whose yes counts.
   */
  'confirm'?: (boolean);
  /**
   * News may be told here.
   */
  'notices'?: (boolean);
  /**
   * A person is there who can be asked.
   */
  'ask'?: (boolean);
}

/**
 * What an interface can do for the person at it.
 */
export interface Capabilities__Output {
  /**
   * Words are spoken, not printed.
   */
  'speak': (boolean);
  /**
   * A person is there whose yes counts.
   */
  'confirm': (boolean);
  /**
   * News may be told here.
   */
  'notices': (boolean);
  /**
   * A person is there who can be asked.
   */
  'ask': (boolean);
}
