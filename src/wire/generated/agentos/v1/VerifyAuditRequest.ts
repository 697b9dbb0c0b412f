// Original file: proto/agentos/v1/admin.proto


/**
 * Nothing to say.
 */
export interface VerifyAuditRequest {
}

/**
 * Nothing to say.
 */
export interface VerifyAuditRequest__Output {
}
