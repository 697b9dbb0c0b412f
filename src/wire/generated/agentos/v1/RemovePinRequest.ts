// Original file: proto/agentos/v1/admin.proto


/**
 * Nothing to say.
 */
export interface RemovePinRequest {
}

/**
 * Nothing to say.
 */
export interface RemovePinRequest__Output {
}
