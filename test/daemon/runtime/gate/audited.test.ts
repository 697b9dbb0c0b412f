import { need, reply, use } from 'agentos/contract';
import { end, router, settle, tool } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Client } from '../../../../src/daemon/runtime/assistant.ts';
import { Audit } from '../../../../src/daemon/runtime/gate/audit.ts';
import { Rates } from '../../../../src/daemon/runtime/gate/rates.ts';
import { type House, type HouseOptions, OWNER, openHouse, VOICE } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const light = need('light', { summary: 'Light.', input: words, output: words, effect: 'keyed', risk: 'home' });
const door = need('door', { summary: 'Open the door.', input: words, output: words, effect: 'once', risk: 'danger' });
const diary = need('diary', {
  summary: 'Read the diary.',
  input: words,
  output: words,
  effect: 'read',
  risk: 'private',
});
const mail = need('email.send', {
  ...{ summary: 'Send a mail.', input: z.object({ to: z.string(), text: z.string() }), output: words },
  ...{ effect: 'once', risk: 'private', outbound: true },
});
const page = need('page', {
  summary: 'Page.',
  input: words,
  output: words,
  effect: 'read',
  risk: 'open',
  outside: true,
});
const inbox = need('inbox', {
  summary: 'Mail.',
  input: words,
  output: words,
  effect: 'read',
  risk: 'open',
  private: true,
});

const AUTOMATION: Client = {
  name: 'watch:scans',
  interface: 'watch',
  channel: 'automation',
  canConfirm: false,
  takesNotices: false,
};
const PROGRAM: Client = {
  name: 'token:phone',
  interface: 'web',
  channel: 'token',
  canConfirm: true,
  takesNotices: false,
};

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

interface Made {
  readonly house: House;
  readonly made: string[];
}

/** Every word of an utterance is a call, one after the other; what fails is said. */
async function house(options: Omit<HouseOptions, 'services'> = {}): Promise<Made> {
  const made: string[] = [];
  const does = (contract: typeof light | typeof door | typeof diary | typeof page | typeof inbox) =>
    tool({
      contract: contract as typeof light,
      async run({ text }) {
        made.push(contract.subject);
        return { text };
      },
    });
  const sends = tool({
    contract: mail,
    async run({ to, text }) {
      made.push(`mail to ${to}: ${text}`);
      return { text: 'sent' };
    },
  });
  const asks = router({
    contract: root,
    *run({ input }) {
      const calls: { [word: string]: () => ReturnType<typeof light> } = {
        light: () => light({ text: 'on' }),
        door: () => door({ text: 'open' }),
        diary: () => diary({ text: 'today' }) as ReturnType<typeof light>,
        page: () => page({ text: 'x' }) as ReturnType<typeof light>,
        inbox: () => inbox({ text: 'x' }) as ReturnType<typeof light>,
        mail: () => mail({ to: 'anna@example.org', text: 'The whole letter.' }) as ReturnType<typeof light>,
        long: () => mail({ to: 'anna@example.org', text: 'long '.repeat(2_000) }) as ReturnType<typeof light>,
      };
      const said: string[] = [];
      for (const word of input.text.split(' ')) {
        const call = calls[word];
        if (!call) continue;
        const [outcome] = yield* settle([call()]);
        said.push(outcome?.ok ? 'ok' : (outcome?.error.message ?? ''));
      }
      return end({ text: said.join(' | ') });
    },
  });
  const services = [...[light, door, diary, page, inbox].map((one) => does(one as typeof light)), sends, asks];
  const opened = await openHouse({ ...options, services });
  undo.push(() => opened.close());
  return { house: opened, made };
}

const askOf = ({ body }: { readonly body: unknown }) =>
  z.object({ askId: z.string(), text: z.string(), kind: z.string(), expiresAt: z.number() }).parse(body);

const recordOf = async ({ store }: House) =>
  (await store.audit({ limit: 100 })).map(({ verdict, row, subject }) => `${verdict} ${subject} by ${row}`);

let requests = 0;
async function begun({ house: { runtime, store, next } }: Made, text: string, client = OWNER, answering = client) {
  requests += 1;
  const { last } = await store.mailbox(answering.name);
  await runtime.utter(client, { requestId: `begun-${requests}`, text, continueLast: false });
  const asked = await next(answering, last);
  return { ...askOf(asked), offset: asked.offset };
}

describe('S15 the record', () => {
  test('has every decision about what is private or dangerous, with its reason, and nothing of the rest', async () => {
    const made = await house();
    await made.house.say('light diary');
    const yes = await begun(made, 'door');
    await made.house.runtime.answer(OWNER, yes.askId, 'yes');
    await made.house.next(OWNER, yes.offset);
    const no = await begun(made, 'door');
    await made.house.runtime.answer(OWNER, no.askId, 'no');
    await made.house.next(OWNER, no.offset);
    await made.house.say('page door');
    await made.house.say('diary door', { client: AUTOMATION });
    expect(await recordOf(made.house)).toEqual([
      'allowed need.diary by owner',
      'asked need.door by owner',
      'confirmed need.door by owner',
      'asked need.door by owner',
      'refused need.door by owner',
      'refused need.door by tainted',
      'refused need.diary by automation',
      'refused need.door by automation',
    ]);
    expect(await new Audit(made.house.store).verify()).toMatchObject({ entries: 8 });
    const rows = await made.house.store.audit({ limit: 100 });
    expect(rows[5]).toMatchObject({
      client: 'cli',
      channel: 'owner',
      labels: ['need.page'],
      key: '1.1[0]',
      risk: 'danger',
    });
    // The question, and the call that was made upon it, are of one exact call.
    expect(rows[1]?.call).toBe(rows[2]?.call);
    expect(rows[1]?.call).not.toBe(rows[3]?.call);
    expect(rows.every(({ call }) => /^[0-9a-f]{64}$/.test(call))).toBe(true);
    // What was said is not in it.
    expect(JSON.stringify(rows)).not.toContain('today');
  });

  test('an entry is in the transaction of its event', async () => {
    const units: string[] = [];
    const made = await house({
      wrap: (store) =>
        new Proxy(store, {
          get(target, name) {
            if (name === 'append')
              return (unit: Parameters<typeof store.append>[0]) => {
                for (const one of unit.audit ?? [])
                  units.push(
                    `${one.verdict} with ${unit.events.map(({ direction, key }) => `${direction} ${key}`).join(', ')}`,
                  );
                return store.append(unit);
              };
            const member: unknown = Reflect.get(target, name, target);
            return typeof member === 'function' ? member.bind(target) : member;
          },
        }),
    });
    const { askId, offset } = await begun(made, 'diary door');
    await made.house.runtime.answer(OWNER, askId, 'yes');
    await made.house.next(OWNER, offset);
    expect(units).toEqual([
      'allowed with FORWARD 1.0[0]',
      'asked with FORWARD 1.1[0]?',
      'confirmed with FORWARD 1.1[0]',
    ]);
  });
});

describe('what is told before a yes', () => {
  test('S5 mail after private data and a page: where it goes and all that it says', async () => {
    const made = await house();
    const { askId, text, offset } = await begun(made, 'inbox page mail');
    expect(text).toContain('to: anna@example.org');
    expect(text).toContain('The whole letter.');
    await made.house.runtime.answer(OWNER, askId, 'yes');
    await made.house.next(OWNER, offset);
    expect(made.made.at(-1)).toBe('mail to anna@example.org: The whole letter.');
    // Without either, the owner's own mail is not asked about.
    expect((await made.house.say('mail')).reply.text).toBe('ok');
  });

  test('what is too long to be told in full is refused, and not cut', async () => {
    const made = await house();
    const spoken = await made.house.say('long', { client: VOICE });
    expect(spoken.reply.text).toContain('too long to be read out');
    const shown = await made.house.say('page long');
    expect(shown.reply.text).toContain('too long to be shown');
    expect(await recordOf(made.house)).toEqual([
      'refused need.email.send by too_long',
      'refused need.email.send by too_long',
    ]);
    expect(made.made).toEqual(['need.page']);
  });

  test('by voice the time to answer begins when the question has been said', async () => {
    const made = await house();
    const { text, expiresAt } = await begun(made, 'diary', VOICE);
    expect(expiresAt - Date.now()).toBeGreaterThan(30_000 + text.length * 50);
    expect(expiresAt - Date.now()).toBeLessThan(60_000);
  });

  test('S7 what may be our own voice confirms nothing, and begins nothing private', async () => {
    const made = await house();
    const { askId, offset } = await begun(made, 'diary', VOICE);
    await expect(made.house.runtime.answer(VOICE, askId, 'yes', 'echo', 0)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
    });
    expect(made.made).toEqual([]);
    await made.house.runtime.answer(VOICE, askId, 'yes', 'person', 900);
    await made.house.next(VOICE, offset);
    expect(made.made).toEqual(['need.diary']);
    const heard = { requestId: 'own', text: 'light diary door', continueLast: false, sinceSpeechMs: 4_999 };
    const { last } = await made.house.store.mailbox(VOICE.name);
    await made.house.runtime.utter(VOICE, heard);
    const { body } = await made.house.next(VOICE, last);
    expect(z.object({ text: z.string() }).parse(body).text).toMatch(
      /^ok \| I was still speaking.* \| I was still speaking/,
    );
    expect(made.made).toEqual(['need.diary', 'need.light']);
  });
});

describe('who is asked', () => {
  test('a program with a token: the owner, at a client of the owner; nobody else, and not itself', async () => {
    const made = await house();
    expect((await made.house.say('diary', { client: PROGRAM })).reply.text).toContain(
      'from the owner, who is not there',
    );
    const leave = made.house.runtime.attach(OWNER, () => undefined);
    const { askId } = await begun(made, 'diary', PROGRAM, OWNER);
    for (const other of [PROGRAM, VOICE, { ...OWNER, name: 'cli', channel: 'token' as const }])
      await expect(made.house.runtime.answer(other, askId, 'yes')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(made.made).toEqual([]);
    const { last } = await made.house.store.mailbox(PROGRAM.name);
    await made.house.runtime.answer(OWNER, askId, 'yes');
    await made.house.next(PROGRAM, last);
    expect(made.made).toEqual(['need.diary']);
    expect((await made.house.say('door', { client: PROGRAM })).reply.text).toContain(
      'A program with a token may not do that',
    );
    leave();
  });

  test('an automation does what the owner approved, exactly that, and nothing like it', async () => {
    const approved = [{ by: 'watch:scans', call: 'need.door', input: { text: 'open' } }];
    const made = await house({ approved });
    expect((await made.house.say('door', { client: AUTOMATION })).reply.text).toBe('ok');
    expect((await made.house.say('door', { client: { ...AUTOMATION, name: 'watch:mail' } })).reply.text).toContain(
      'An automation',
    );
    expect((await made.house.say('page door', { client: AUTOMATION })).reply.text).not.toContain('| ok');
    const other = await house({
      approved: [{ by: 'watch:scans', call: 'need.door', input: { text: 'opened' } }],
    });
    expect((await other.house.say('diary door', { client: AUTOMATION })).reply.text).not.toContain('ok');
    expect(made.made.filter((one) => one === 'need.door')).toHaveLength(1);
  });

  test('a guest switches the light, and that is all', async () => {
    const made = await house({ isGuest: () => true });
    expect((await made.house.say('light diary door', { client: VOICE })).reply.text).toMatch(
      /^ok \| I do that only.* \| I do that only/,
    );
  });
});

describe('S14 how often', () => {
  test('five mails an hour, then no more, for this client', async () => {
    const made = await house({ rates: [{ call: 'need.email.send', counts: 'calls', times: 5, minutes: 60 }] });
    for (let times = 0; times < 5; times += 1) expect((await made.house.say('mail')).reply.text).toBe('ok');
    expect((await made.house.say('mail')).reply.text).toMatch(
      /5 times in an hour, and no more\. Please try again in 60 minutes/,
    );
    expect((await made.house.say('mail', { client: { ...OWNER, name: 'chat' } })).reply.text).toBe('ok');
    expect(made.made).toHaveLength(6);
    expect((await recordOf(made.house)).filter((one) => one === 'refused need.email.send by rate')).toHaveLength(1);
  });

  test('three doors that did not open: the fourth is not asked about', async () => {
    const made = await house({ rates: [{ risk: 'danger', counts: 'refusals', times: 3, minutes: 5 }] });
    for (let times = 0; times < 3; times += 1) {
      const { askId, offset } = await begun(made, 'door');
      await made.house.runtime.answer(OWNER, askId, 'no');
      await made.house.next(OWNER, offset);
    }
    expect((await made.house.say('door')).reply.text).toContain('several times in a row');
    expect((await made.house.say('light diary')).reply.text).toBe('ok | ok');
  });

  test('what is older does not count, and what was before a restart does', async () => {
    const rates = new Rates([{ call: 'need.x', counts: 'calls', times: 2, minutes: 60 }]);
    const one = { client: 'cli', subject: 'need.x', risk: 'private' } as const;
    rates.note({ ...one, counts: 'calls', at: 0 });
    rates.note({ ...one, counts: 'calls', at: 1_000 });
    expect(rates.tooMany({ ...one, at: 2_000 })).toContain('60 minutes');
    expect(rates.tooMany({ ...one, at: 3_599_999 })).toBeDefined();
    expect(rates.tooMany({ ...one, at: 3_600_000 })).toBeUndefined();
    expect(rates.tooMany({ ...one, client: 'other', at: 2_000 })).toBeUndefined();
    expect(rates.tooMany({ ...one, subject: 'need.y', at: 2_000 })).toBeUndefined();
  });
});
