// Original file: proto/agentos/v1/admin.proto


/**
 * Nothing to say.
 */
export interface StatusRequest {
}

/**
 * Nothing to say.
 */
export interface StatusRequest__Output {
}
