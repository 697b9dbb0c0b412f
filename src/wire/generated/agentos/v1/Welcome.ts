// Original file: proto/agentos/v1/assistant.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The client is attached.
 */
export interface Welcome {
  /**
   * Version of the daemon.
   */
  'version'?: (string);
  /**
   * Mail after this offset follows. Less than Hello.last_offset only where that is from another life of the mailbox.
   */
  'offset'?: (number | string | Long);
  /**
   * Offset of the last mail there is now.
   */
  'lastOffset'?: (number | string | Long);
  /**
   * SNAPSHOT_REQUIRED: of the mail that was wanted, what is up to this offset was let go and does not follow. What was said is
   * in the threads. Absent where nothing is missing.
   */
  'snapshotRequiredTo'?: (number | string | Long);
  '_snapshotRequiredTo'?: "snapshotRequiredTo";
}

/**
 * The client is attached.
 */
export interface Welcome__Output {
  /**
   * Version of the daemon.
   */
  'version': (string);
  /**
   * Mail after this offset follows. Less than Hello.last_offset only where that is from another life of the mailbox.
   */
  'offset': (number);
  /**
   * Offset of the last mail there is now.
   */
  'lastOffset': (number);
  /**
   * SNAPSHOT_REQUIRED: of the mail that was wanted, what is up to this offset was let go and does not follow. What was said is
   * in the threads. Absent where nothing is missing.
   */
  'snapshotRequiredTo'?: (number);
  '_snapshotRequiredTo'?: "snapshotRequiredTo";
}
