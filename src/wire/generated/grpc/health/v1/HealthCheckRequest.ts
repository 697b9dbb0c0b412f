// Original file: proto/grpc/health/v1/health.proto


/**
 * Whose health is asked for.
 */
export interface HealthCheckRequest {
  /**
   * Full name of the service; empty for the daemon as a whole.
   */
  'service'?: (string);
}

/**
 * Whose health is asked for.
 */
export interface HealthCheckRequest__Output {
  /**
   * Full name of the service; empty for the daemon as a whole.
   */
  'service': (string);
}
