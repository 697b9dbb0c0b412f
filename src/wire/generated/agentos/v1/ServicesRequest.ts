// Original file: proto/agentos/v1/catalog.proto


/**
 * Which services are wanted.
 */
export interface ServicesRequest {
  /**
   * Only subjects that begin with this; all where empty.
   */
  'prefix'?: (string);
}

/**
 * Which services are wanted.
 */
export interface ServicesRequest__Output {
  /**
   * Only subjects that begin with this; all where empty.
   */
  'prefix': (string);
}
