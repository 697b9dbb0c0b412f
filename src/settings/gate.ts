import { z } from 'zod';

/**
 * What the gate does with a call: `allow` it · `confirm`: ask the person of the turn · `owner`: ask the owner, at a client of the
 * owner's own · `pin`: ask for the PIN · `never`. In the order of their strictness.
 */
export const GATE_RULES = ['allow', 'confirm', 'owner', 'pin', 'never'] as const;
export type GateRule = (typeof GATE_RULES)[number];

/** Who stands behind a call, and what went into it: the rows of the table. */
export type GateRow =
  | 'owner'
  | 'voice'
  | 'voice_guest'
  | 'automation'
  | 'automation_approved'
  | 'token'
  | 'model'
  | 'tainted';

export type GatePolicy = {
  readonly [row in GateRow]: { readonly [risk in 'open' | 'home' | 'private' | 'danger']: GateRule };
};

/** The table as it ships. */
export const DEFAULT_POLICY: GatePolicy = {
  owner: { open: 'allow', home: 'allow', private: 'allow', danger: 'confirm' },
  voice: { open: 'allow', home: 'allow', private: 'confirm', danger: 'pin' },
  voice_guest: { open: 'allow', home: 'allow', private: 'never', danger: 'never' },
  automation: { open: 'allow', home: 'allow', private: 'never', danger: 'never' },
  automation_approved: { open: 'allow', home: 'allow', private: 'allow', danger: 'allow' },
  token: { open: 'allow', home: 'allow', private: 'owner', danger: 'never' },
  model: { open: 'allow', home: 'allow', private: 'confirm', danger: 'pin' },
  tainted: { open: 'allow', home: 'confirm', private: 'confirm', danger: 'pin' },
};

const rule = z.enum(GATE_RULES);

/** One row of the table: a rule for each risk. What is left out is as it ships. */
function row(name: GateRow, meaning: string) {
  const { open, home, private: secret, danger } = DEFAULT_POLICY[name];
  return z
    .strictObject({
      open: rule.default(open).describe('Reading.'),
      home: rule.default(home).describe('What can be taken back, as a light.'),
      private: rule.default(secret).describe('Reading out, sending or writing private things.'),
      danger: rule.default(danger).describe('Doors, money, deleting, the shell, settings.'),
    })
    .prefault({})
    .describe(meaning);
}

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day, as in "23:00"');

const approved = z.strictObject({
  by: z
    .string()
    .min(1)
    .describe('Who may: the client or rule as a thread names it, as in "watch:scans" or "rule:bell".'),
  call: z
    .string()
    .regex(/^need\.[a-z0-9_.]+$/, 'is not the name of a tool, as in "need.device.set"')
    .describe('The tool.'),
  input: z.record(z.string(), z.unknown()).describe('Its whole input: a call with any other is not approved.'),
});

const rate = z.strictObject({
  call: z
    .string()
    .regex(/^need\.[a-z0-9_.]+$/, 'is not the name of a tool, as in "need.email.send"')
    .optional()
    .describe('The tool; all tools where absent.'),
  risk: z.enum(['open', 'home', 'private', 'danger']).optional().describe('Only calls of this risk.'),
  counts: z.enum(['calls', 'refusals']).default('calls').describe('Calls that were made, or those that were refused.'),
  times: z.int().min(0).max(100_000).describe('How many.'),
  minutes: z.number().min(1).max(1_440).describe('Within so many minutes, per client.'),
});
export type GateRate = z.infer<typeof rate>;

export const gate = z
  .strictObject({
    owner: row('owner', "What comes from the owner's socket."),
    voice: row('voice', 'What a resident says in a room.'),
    voice_guest: row('voice_guest', 'What a guest or a stranger says, or anybody at night.'),
    automation: row('automation', 'What a watched file or a rule brings about.'),
    automation_approved: row('automation_approved', 'The same, for the exact calls under "approved".'),
    token: row('token', 'What a program with a token asks for, within its scopes.'),
    model: row('model', 'What a model proposed.'),
    tainted: row('tainted', 'What content from outside had a part in.'),
    residents: z
      .array(z.string().min(1))
      .default([])
      .describe('Names of who lives here, as the recogniser tells them. Where any is named, other voices are guests.'),
    guests: z.array(z.string().min(1)).default([]).describe('Names of clients that stand in a guest’s room.'),
    night: z
      .strictObject({ from: clockTime.describe('Begin.'), to: clockTime.describe('End.') })
      .exactOptional()
      .describe('When every voice counts as a guest’s; never where absent.'),
    approved: z.array(approved).max(1_000).default([]).describe('Calls that an automation may make, each one exactly.'),
    rates: z
      .array(rate)
      .max(100)
      .default([
        { call: 'need.email.send', counts: 'calls', times: 5, minutes: 60 },
        { call: 'need.email.send', counts: 'calls', times: 20, minutes: 1_440 },
        { risk: 'danger', counts: 'refusals', times: 3, minutes: 5 },
      ])
      .describe('How often one client may; the list takes the place of the one that ships.'),
  })
  .prefault({});
