import { describe, expect, test } from 'vitest';
import type { Risk } from '../../../../src/daemon/model/contract.ts';
import { decide, type GateQuestion } from '../../../../src/daemon/runtime/gate/gate.ts';
import { guestsBy } from '../../../../src/daemon/runtime/turns/opening.ts';
import { DEFAULT_POLICY, GATE_RULES, type GatePolicy, gate as gateSchema } from '../../../../src/settings/gate.ts';
import { parseSettings, SettingsError } from '../../../../src/settings/settings.ts';

const RISKS = ['open', 'home', 'private', 'danger'] as const satisfies readonly Risk[];
const PAGE = ['need.page'];
const MODEL = ['model:need.llm.choose'];
const MAIL = ['private:need.email.read'];

/** What becomes of each risk, with a person there, the owner at a terminal and a PIN that is set. */
function verdicts(question: Omit<GateQuestion, 'risk' | 'canConfirm' | 'taint'> & Partial<GateQuestion>): string[] {
  const there = { canConfirm: true, ownerThere: true, pin: 'set', taint: [] } as const;
  return RISKS.map((risk) => {
    const decision = decide({ ...there, ...question, risk });
    if (decision.verdict !== 'confirm') return decision.verdict;
    return decision.pin ? 'pin' : decision.of === 'owner' ? 'owner' : 'confirm';
  });
}

const TABLE: readonly (readonly [string, Parameters<typeof verdicts>[0], readonly string[]])[] = [
  ["the owner's terminal", { channel: 'owner' }, ['allow', 'allow', 'allow', 'confirm']],
  ['a voice', { channel: 'voice' }, ['allow', 'allow', 'confirm', 'pin']],
  ['a guest, a stranger, the night', { channel: 'voice', guest: true }, ['allow', 'allow', 'refuse', 'refuse']],
  ['an automation', { channel: 'automation' }, ['allow', 'allow', 'refuse', 'refuse']],
  [
    "work for the owner's terminal",
    { channel: 'automation', behalf: { channel: 'owner' } },
    ['allow', 'allow', 'confirm', 'confirm'],
  ],
  ['work for a voice', { channel: 'automation', behalf: { channel: 'voice' } }, ['allow', 'allow', 'confirm', 'pin']],
  [
    'work for a guest',
    { channel: 'automation', behalf: { channel: 'voice', guest: true } },
    ['allow', 'allow', 'refuse', 'refuse'],
  ],
  ['work for a token', { channel: 'automation', behalf: { channel: 'token' } }, ['allow', 'allow', 'owner', 'refuse']],
  [
    'what a model proposed in work for a terminal',
    { channel: 'automation', behalf: { channel: 'owner' }, taint: MODEL },
    ['allow', 'allow', 'confirm', 'pin'],
  ],
  ['an approved call', { channel: 'automation', approved: true }, ['allow', 'allow', 'allow', 'allow']],
  ['a program with a token', { channel: 'token' }, ['allow', 'allow', 'owner', 'refuse']],
  ['what a model proposed', { channel: 'owner', taint: MODEL }, ['allow', 'allow', 'confirm', 'pin']],
  ['content from outside', { channel: 'owner', taint: PAGE }, ['allow', 'confirm', 'confirm', 'pin']],
  ['both', { channel: 'voice', taint: [...MODEL, ...PAGE] }, ['allow', 'confirm', 'confirm', 'pin']],
  [
    'an approved call with content from outside',
    { channel: 'automation', approved: true, taint: PAGE, canConfirm: false },
    ['allow', 'refuse', 'refuse', 'refuse'],
  ],
  ['private data alone', { channel: 'owner', taint: MAIL }, ['allow', 'allow', 'allow', 'confirm']],
];

describe('the table of origin and risk', () => {
  test.each(TABLE)('%s', (_, question, wanted) => expect(verdicts(question)).toEqual(wanted));

  test('taint and a model never loosen, whoever asks', () => {
    const strictness = ['allow', 'confirm', 'owner', 'pin', 'refuse'];
    for (const [, question] of TABLE)
      for (const taint of [PAGE, MODEL, MAIL, [...PAGE, ...MAIL]]) {
        const before = verdicts(question);
        const after = verdicts({ ...question, taint: [...(question.taint ?? []), ...taint] });
        for (const [place, verdict] of after.entries())
          expect(strictness.indexOf(verdict)).toBeGreaterThanOrEqual(strictness.indexOf(before[place] ?? ''));
      }
  });

  test('a decision tells which row decided', () => {
    const row = (question: Partial<GateQuestion>) =>
      decide({ channel: 'owner', risk: 'private', taint: [], canConfirm: true, ...question }).row;
    expect(row({})).toBe('owner');
    expect(row({ taint: MODEL })).toBe('model');
    expect(row({ taint: [...MODEL, ...PAGE], risk: 'home' })).toBe('tainted');
    expect(row({ channel: 'voice', guest: true })).toBe('voice_guest');
    expect(row({ channel: 'voice', afterSpeech: true })).toBe('own_speech');
  });
});

describe('S5: private data and content from outside', () => {
  const loose: GatePolicy = { ...DEFAULT_POLICY, tainted: DEFAULT_POLICY.owner, model: DEFAULT_POLICY.owner };
  const outbound = { channel: 'owner', risk: 'private', canConfirm: true, outbound: true } as const;
  test('together they ask before anything leaves, whatever the rows say', () => {
    expect(decide({ ...outbound, taint: [...MAIL, ...PAGE] }, loose)).toMatchObject({
      verdict: 'confirm',
      row: 'private_and_outside',
    });
    expect(decide({ ...outbound, risk: 'open', taint: [...MAIL, ...PAGE] }, loose).verdict).toBe('confirm');
  });
  test.each([[PAGE], [MAIL], [[]]])('the twin: %j alone does not', (taint) => {
    expect(decide({ ...outbound, taint }, loose).verdict).toBe('allow');
  });
  test('S5 what a model makes of private data leaves only with a yes, whatever else was read', () => {
    const taint = [...MAIL, 'model:need.llm.choose'];
    expect(decide({ ...outbound, risk: 'open', taint }, loose)).toMatchObject({
      verdict: 'confirm',
      row: 'private_and_outside',
    });
    expect(decide({ ...outbound, risk: 'open', taint: ['model:need.llm.choose'] }, loose).verdict).toBe('allow');
  });
  test('what does not leave the house is not asked about for that', () => {
    expect(decide({ ...outbound, outbound: false, taint: [...MAIL, ...PAGE] }, loose).verdict).toBe('allow');
  });
});

test('S7: what was said into our own voice, or just after it, does nothing private or dangerous', () => {
  for (const channel of ['voice', 'owner'] as const)
    expect(verdicts({ channel, afterSpeech: true })).toEqual(['allow', 'allow', 'refuse', 'refuse']);
});

test('a home call whose values our own grammar has read is spared; nothing graver is', () => {
  expect(verdicts({ channel: 'owner', taint: PAGE, argsTainted: () => false })).toEqual([
    'allow',
    'allow',
    'confirm',
    'pin',
  ]);
});

test('nobody there: what needs a yes, a PIN or the owner is refused in words', () => {
  const alone = { canConfirm: false, ownerThere: false };
  expect(verdicts({ channel: 'owner', ...alone })).toEqual(['allow', 'allow', 'allow', 'refuse']);
  expect(verdicts({ channel: 'token', ...alone })).toEqual(['allow', 'allow', 'refuse', 'refuse']);
  expect(verdicts({ channel: 'voice', pin: 'none' })).toEqual(['allow', 'allow', 'confirm', 'refuse']);
  const refused = decide({ channel: 'voice', risk: 'danger', taint: [], canConfirm: true, pin: 'none' });
  expect(refused).toMatchObject({ verdict: 'refuse', why: expect.stringContaining('agentos pin set') });
  expect(verdicts({ channel: 'voice', pin: 'locked' })[3]).toBe('refuse');
});

test('what the policy does not have is the strictest there is', () => {
  const question = { channel: 'owner', risk: 'open', taint: [], canConfirm: true } as const;
  for (const broken of [{}, { owner: {} }, { owner: { open: 'whatever' } }, { owner: { open: undefined } }])
    expect(decide(question, broken as unknown as GatePolicy)).toMatchObject({ verdict: 'refuse' });
});

describe('the settings', () => {
  test('without any, the table is the one that ships', () => {
    const { rates: _, residents: _r, guests: _g, approved: _a, ...policy } = gateSchema.parse({});
    expect(policy).toEqual(DEFAULT_POLICY);
  });

  test('a rule can be changed for itself', () => {
    const { gate } = parseSettings('[gate.voice]\nprivate = "allow"\n', 'agentos.toml');
    expect(gate.voice).toEqual({ ...DEFAULT_POLICY.voice, private: 'allow' });
  });

  test.each([
    ['[gate.voice]\nprivate = "yes"\n', /agentos\.toml:2: gate\.voice\.private/],
    ['[gate.voice]\nprivat = "allow"\n', /gate\.voice/],
    ['[gate]\nvoice = 1\n', /gate\.voice/],
    ['[gate.stranger]\nopen = "allow"\n', /gate/],
    ['[gate\n', /agentos\.toml:1/],
    ['[gate]\nnight = { from = "25:00", to = "6" }\n', /night/],
  ])('a policy that cannot be read starts no daemon: %j', (text, wanted) => {
    expect(() => parseSettings(text, 'agentos.toml')).toThrow(SettingsError);
    expect(() => parseSettings(text, 'agentos.toml')).toThrow(wanted);
  });

  test('every rule is known, from the loosest to the strictest', () => {
    expect(GATE_RULES).toEqual(['allow', 'confirm', 'owner', 'pin', 'never']);
  });
});

describe('who counts as a guest', () => {
  const rules = { residents: ['Anna'], guests: ['voice:guestroom'], night: { from: '23:00', to: '06:00' } };
  test.each([
    ['anna', 'voice:kitchen', '12:00', false],
    ['Anna', 'voice:kitchen', '23:00', true],
    ['Anna', 'voice:kitchen', '05:59', true],
    ['Anna', 'voice:kitchen', '06:00', false],
    ['Anna', 'voice:guestroom', '12:00', true],
    ['Ben', 'voice:kitchen', '12:00', true],
    [undefined, 'voice:kitchen', '12:00', true],
  ])('%s at %s, %s: %s', (speaker, client, now, wanted) => {
    expect(guestsBy(rules, () => now)(client, speaker)).toBe(wanted);
  });
  test('where nobody is named, nobody is a stranger', () => {
    expect(guestsBy({ residents: [], guests: [] }, () => '03:00')('voice:kitchen', undefined)).toBe(false);
  });
});
