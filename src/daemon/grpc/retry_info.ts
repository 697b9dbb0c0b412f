import protobuf from 'protobufjs/minimal.js';

const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

/**
 * `google.rpc.Status` with a `google.rpc.RetryInfo`, as any gRPC client expects it in the trailer `grpc-status-details-bin`:
 * https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export function retryInfo(code: number, message: string, delayMs: number): Buffer {
  const seconds = Math.floor(delayMs / 1_000);
  const nanos = Math.round((delayMs - seconds * 1_000) * 1e6);
  const status = protobuf.Writer.create().uint32(8).int32(code).uint32(18).string(message);
  const any = status.uint32(26).fork().uint32(10).string(RETRY_INFO);
  const duration = any.uint32(18).fork().uint32(10).fork();
  if (seconds > 0) duration.uint32(8).int64(seconds);
  if (nanos > 0) duration.uint32(16).int32(nanos);
  return Buffer.from(duration.ldelim().ldelim().ldelim().finish());
}
