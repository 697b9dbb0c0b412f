// Original file: proto/agentos/v1/catalog.proto

import type { Service as _agentos_v1_Service, Service__Output as _agentos_v1_Service__Output } from '../../agentos/v1/Service.ts';

/**
 * The services.
 */
export interface ServicesResponse {
  /**
   * By subject, then provider.
   */
  'services'?: (_agentos_v1_Service)[];
}

/**
 * The services.
 */
export interface ServicesResponse__Output {
  /**
   * By subject, then provider.
   */
  'services': (_agentos_v1_Service__Output)[];
}
