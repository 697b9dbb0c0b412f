import { BackwardWriter, WIRE } from '../../wire/bytes.ts';

const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

/**
 * `google.rpc.Status` with a `google.rpc.RetryInfo`, as any gRPC client expects it in the trailer `grpc-status-details-bin`:
 * https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export function retryInfo(code: number, message: string, delayMs: number): Buffer {
  const seconds = Math.floor(delayMs / 1_000);
  const duration = written((writer) => {
    number(writer, 2, Math.round((delayMs - seconds * 1_000) * 1e6));
    number(writer, 1, seconds);
  });
  const info = written((writer) => delimited(writer, 1, duration));
  const detail = written((writer) => {
    delimited(writer, 2, info);
    delimited(writer, 1, Buffer.from(RETRY_INFO));
  });
  return written((writer) => {
    delimited(writer, 3, detail);
    delimited(writer, 2, Buffer.from(message));
    number(writer, 1, code);
  });
}

/** The writer goes backwards: the last field is written first. */
function written(write: (writer: BackwardWriter) => void): Buffer {
  const writer = new BackwardWriter();
  write(writer);
  return writer.finish();
}

function number(writer: BackwardWriter, field: number, value: number): void {
  if (value === 0) return;
  writer.varint(value);
  writer.tag(field, WIRE.varint);
}

function delimited(writer: BackwardWriter, field: number, bytes: Buffer): void {
  writer.bytes(bytes);
  writer.tag(field, WIRE.delimited);
}
