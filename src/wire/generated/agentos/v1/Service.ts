// Original file: proto/agentos/v1/catalog.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One service.
 */
export interface Service {
  /**
   * `use.lights`, `need.weather`.
   */
  'subject'?: (string);
  /**
   * `agent`, `router` or `tool`.
   */
  'kind'?: (string);
  /**
   * Its name among the providers of the subject.
   */
  'provider'?: (string);
  /**
   * Changes when its code changes.
   */
  'version'?: (string);
  /**
   * What it is for.
   */
  'summary'?: (string);
  /**
   * `read`, `local`, `idempotent`, `keyed` or `once`.
   */
  'effect'?: (string);
  /**
   * `open`, `home`, `private`, `danger`, or that it depends on the input.
   */
  'risk'?: (string);
  /**
   * `serving`, `opening` or `failed`.
   */
  'state'?: (string);
  /**
   * Why it failed.
   */
  'problem'?: (string);
  /**
   * Calls since the daemon started.
   */
  'calls'?: (number | string | Long);
  /**
   * Those of them that failed.
   */
  'failures'?: (number | string | Long);
  /**
   * Milliseconds, mean over all calls.
   */
  'meanMs'?: (number | string);
  /**
   * JSON Schema of the input, as JSON.
   */
  'inputSchemaJson'?: (string);
  /**
   * JSON Schema of the output, as JSON.
   */
  'outputSchemaJson'?: (string);
  '_problem'?: "problem";
}

/**
 * One service.
 */
export interface Service__Output {
  /**
   * `use.lights`, `need.weather`.
   */
  'subject': (string);
  /**
   * `agent`, `router` or `tool`.
   */
  'kind': (string);
  /**
   * Its name among the providers of the subject.
   */
  'provider': (string);
  /**
   * Changes when its code changes.
   */
  'version': (string);
  /**
   * What it is for.
   */
  'summary': (string);
  /**
   * `read`, `local`, `idempotent`, `keyed` or `once`.
   */
  'effect': (string);
  /**
   * `open`, `home`, `private`, `danger`, or that it depends on the input.
   */
  'risk': (string);
  /**
   * `serving`, `opening` or `failed`.
   */
  'state': (string);
  /**
   * Why it failed.
   */
  'problem'?: (string);
  /**
   * Calls since the daemon started.
   */
  'calls': (number);
  /**
   * Those of them that failed.
   */
  'failures': (number);
  /**
   * Milliseconds, mean over all calls.
   */
  'meanMs': (number);
  /**
   * JSON Schema of the input, as JSON.
   */
  'inputSchemaJson': (string);
  /**
   * JSON Schema of the output, as JSON.
   */
  'outputSchemaJson': (string);
  '_problem'?: "problem";
}
