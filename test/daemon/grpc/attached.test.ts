import { expect, it } from 'vitest';
import { Attached, MOST_ATTACHED, whoseMailbox } from '../../../src/daemon/grpc/attached.ts';

function clientOf(name: string) {
  return { name, interface: 'cli', channel: 'voice', canConfirm: false, takesNotices: false } as const;
}

it('a machine has so many streams, however many mailboxes it has, and leaves room for others', () => {
  const attached = new Attached();
  const leave = Array.from({ length: MOST_ATTACHED.ofOne }, (_, n) =>
    attached.enter(clientOf(`resident:phone/cli-${n}`)),
  );
  expect(() => attached.enter(clientOf('resident:phone/one-more'))).toThrow(/streams of resident:phone are attached/);
  attached.enter(clientOf('resident:phone-2/cli'));
  attached.enter(clientOf('cli'));
  leave[0]?.();
  attached.enter(clientOf('resident:phone/one-more'));
});

it('a mailbox of this machine is one by itself', () => {
  expect(['cli', 'voice:kitchen', 'resident:phone/cli', 'resident:phone~2/cli'].map(whoseMailbox)).toEqual([
    ...['cli', 'voice:kitchen', 'resident:phone', 'resident:phone~2'],
  ]);
});
