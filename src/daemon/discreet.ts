import type { Handler } from './bus/bus.ts';
import type { KnownSecrets } from './doors/known_secrets.ts';

/** A tool's handler whose answers and errors hold no credential that was handed out. */
export function discreet(handler: Handler, secrets: KnownSecrets): Handler {
  return (delivery, ...rest) =>
    handler(delivery, ...rest).then(
      (answer) => ({
        ...answer,
        ...(answer.data === undefined ? {} : { data: secrets.json(answer.data) }),
        ...(answer.error === undefined ? {} : { error: secrets.faultData(answer.error) }),
      }),
      (thrown: unknown) => {
        throw secrets.fault(thrown, delivery.subject);
      },
    );
}
