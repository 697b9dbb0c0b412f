// Original file: proto/grpc/health/v1/health.proto


// Original file: proto/grpc/health/v1/health.proto

/**
 * The standard's states.
 */
export const _grpc_health_v1_HealthCheckResponse_ServingStatus = {
  /**
   * Never sent.
   */
  UNKNOWN: 'UNKNOWN',
  /**
   * It does its work.
   */
  SERVING: 'SERVING',
  /**
   * It cannot.
   */
  NOT_SERVING: 'NOT_SERVING',
  /**
   * Watch only: no such service yet.
   */
  SERVICE_UNKNOWN: 'SERVICE_UNKNOWN',
} as const;

/**
 * The standard's states.
 */
export type _grpc_health_v1_HealthCheckResponse_ServingStatus =
  /**
   * Never sent.
   */
  | 'UNKNOWN'
  | 0
  /**
   * It does its work.
   */
  | 'SERVING'
  | 1
  /**
   * It cannot.
   */
  | 'NOT_SERVING'
  | 2
  /**
   * Watch only: no such service yet.
   */
  | 'SERVICE_UNKNOWN'
  | 3

/**
 * The standard's states.
 */
export type _grpc_health_v1_HealthCheckResponse_ServingStatus__Output = typeof _grpc_health_v1_HealthCheckResponse_ServingStatus[keyof typeof _grpc_health_v1_HealthCheckResponse_ServingStatus]

/**
 * How it is.
 */
export interface HealthCheckResponse {
  /**
   * How it is.
   */
  'status'?: (_grpc_health_v1_HealthCheckResponse_ServingStatus);
}

/**
 * How it is.
 */
export interface HealthCheckResponse__Output {
  /**
   * How it is.
   */
  'status': (_grpc_health_v1_HealthCheckResponse_ServingStatus__Output);
}
