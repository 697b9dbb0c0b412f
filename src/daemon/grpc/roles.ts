import type { Hello } from '../../wire/request.ts';
import type { Channel } from '../model/event.ts';
import type { Client } from '../runtime/assistant.ts';

/** What a socket is for: the owner's own may do everything, the others what such an interface needs. */
export type Role = 'owner' | 'voice' | 'watch';

/** Where the gate sees a client come from. The socket's role is the most it can be; its Hello may only make it less. */
export function channelOf(role: Role, kind: Hello['kind']): Channel {
  if (role === 'watch' || kind === 'watch') return 'automation';
  if (role === 'voice' || kind === 'voice') return 'voice';
  return 'owner';
}

/** Nobody sits at an automation, so it can neither be asked nor confirm; what a voice may confirm is the gate's to say. */
export function clientOf(role: Role, hello: Hello): Client {
  const channel = channelOf(role, hello.kind);
  const { confirm, notices } = hello.capabilities;
  return {
    // A mailbox belongs to a role: nobody reads the owner's mail by taking its name.
    name: role === 'owner' ? hello.name : `${role}:${hello.name}`,
    interface: hello.kind,
    channel,
    ...(hello.area === undefined ? {} : { area: hello.area }),
    canConfirm: channel !== 'automation' && confirm,
    takesNotices: notices,
  };
}
