// Original file: proto/agentos/v1/clients.proto


/**
 * Nothing to say.
 */
export interface ListClientsRequest {
}

/**
 * Nothing to say.
 */
export interface ListClientsRequest__Output {
}
