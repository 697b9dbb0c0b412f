// Original file: proto/agentos/v1/clients.proto


/**
 * Nothing to say.
 */
export interface WhoAmIRequest {
}

/**
 * Nothing to say.
 */
export interface WhoAmIRequest__Output {
}
