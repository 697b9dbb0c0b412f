// Original file: proto/agentos/v1/admin.proto


/**
 * The new PIN.
 */
export interface SetPinRequest {
  /**
   * 4 to 12 digits. Neither stored nor logged; a slow hash of it is.
   */
  'pin'?: (string);
}

/**
 * The new PIN.
 */
export interface SetPinRequest__Output {
  /**
   * 4 to 12 digits. Neither stored nor logged; a slow hash of it is.
   */
  'pin': (string);
}
