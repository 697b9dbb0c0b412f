import { expect, test } from 'vitest';
import { clientFor } from '../../../src/daemon/grpc/identity.ts';
import { clientOf } from '../../../src/daemon/grpc/roles.ts';

const hello = {
  name: 'cli',
  kind: 'cli' as const,
  version: '1',
  capabilities: { speak: false, confirm: true, notices: true, ask: true },
};

test('a socket gives its role, and its Hello cannot take more', () => {
  expect(clientOf('owner', hello)).toMatchObject({ name: 'cli', channel: 'owner', canConfirm: true });
  expect(clientOf('owner', { ...hello, kind: 'voice' })).toMatchObject({ channel: 'voice' });
  expect(clientOf('voice', hello)).toMatchObject({ channel: 'voice' });
  expect(clientOf('watch', hello)).toMatchObject({ channel: 'automation', canConfirm: false });
});

test('a name from another role is another mailbox', () => {
  const names = (['owner', 'voice', 'watch'] as const).map((role) => clientOf(role, hello).name);
  expect(new Set(names).size).toBe(3);
});

test('news of the house is for those who live in it', () => {
  const takes = (['owner', 'resident', 'automation', 'guest', 'plugin'] as const).filter(
    (role) => clientFor({ kind: 'paired', name: 'one', generation: 1, role, scopes: ['utter'] }, hello).takesNotices,
  );
  expect(takes).toEqual(['owner', 'resident', 'automation']);
});
