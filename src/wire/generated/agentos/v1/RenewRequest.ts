// Original file: proto/agentos/v1/clients.proto


/**
 * Nothing to say.
 */
export interface RenewRequest {
}

/**
 * Nothing to say.
 */
export interface RenewRequest__Output {
}
