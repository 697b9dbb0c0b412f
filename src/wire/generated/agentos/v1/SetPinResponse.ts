// Original file: proto/agentos/v1/admin.proto


/**
 * It is set.
 */
export interface SetPinResponse {
}

/**
 * It is set.
 */
export interface SetPinResponse__Output {
}
