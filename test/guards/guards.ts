import { ATTACH_GUARDS } from './attach_guards.ts';
import { EDGE_GUARDS } from './edge_guards.ts';
import { GATE_GUARDS } from './gate_guards.ts';
import type { Guard } from './guard.ts';
import { MAIL_GUARDS } from './mail_guards.ts';
import { RUNTIME_GUARDS } from './runtime_guards.ts';
import { STORE_GUARDS } from './store_guards.ts';
import { TOOL_GUARDS } from './tool_guards.ts';

/** Everything that keeps a promise and could be lost without a sound. */
export const GUARDS: readonly Guard[] = [
  ...STORE_GUARDS,
  ...RUNTIME_GUARDS,
  ...EDGE_GUARDS,
  ...ATTACH_GUARDS,
  ...GATE_GUARDS,
  ...MAIL_GUARDS,
  ...TOOL_GUARDS,
];
