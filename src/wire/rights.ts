import { z } from 'zod';

/** What a client from another machine is in the house. */
export const ROLES = ['owner', 'resident', 'guest', 'automation', 'plugin'] as const;
export type PairedRole = (typeof ROLES)[number];

/** What it may do: say things, look at its own threads or all, say yes, take care of the daemon. `tool:<name>` is one tool. */
export const SCOPES = ['utter', 'observe:own', 'observe:all', 'confirm', 'admin'] as const;
export type Scope = (typeof SCOPES)[number] | `tool:${string}`;

/** The most that each role may be given, beside tools; and what it is given where nothing is said. */
export const ROLE_SCOPES: {
  readonly [role in PairedRole]: { readonly most: readonly Scope[]; readonly usual: readonly Scope[] };
} = {
  owner: { most: SCOPES, usual: ['utter', 'observe:own', 'observe:all', 'confirm'] },
  resident: { most: ['utter', 'observe:own', 'observe:all', 'confirm'], usual: ['utter', 'observe:own', 'confirm'] },
  guest: { most: ['utter', 'observe:own'], usual: ['utter'] },
  automation: { most: ['utter', 'observe:own'], usual: ['utter'] },
  plugin: { most: ['utter', 'observe:own', 'observe:all'], usual: ['utter'] },
};

export const role = z.enum(ROLES);
export const scope = z.union(
  [z.enum(SCOPES), z.templateLiteral(['tool:', z.string().regex(/^need\.[a-z0-9_]+(\.[a-z0-9_]+)*$/)])],
  `not a scope; scopes are ${SCOPES.join(', ')} and tool:<name>, as in tool:need.weather`,
);
