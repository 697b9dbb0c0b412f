import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Effect } from '../../../../src/daemon/model/event.ts';
import { decide } from '../../../../src/daemon/runtime/gate/gate.ts';
import type { Store, Ticket, Unit } from '../../../../src/daemon/store/store.ts';
import { DEFAULT_POLICY } from '../../../../src/settings/gate.ts';
import { type House, openHouse } from '../house.ts';

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** A store whose disk is slow: nothing is durable before 60 ms. Notes what is. */
function slowDisk(durable: Set<string>): (store: Store) => Store {
  return (store) => {
    const append = (unit: Unit): Ticket => {
      const ticket = store.append(unit);
      const synced = ticket.durable.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        for (const event of unit.events) durable.add(`${event.direction[0]} ${event.key}`);
      });
      synced.catch(() => undefined);
      return { applied: ticket.applied, durable: synced };
    };
    return new Proxy(store, {
      get: (target, name) => {
        if (name === 'append') return append;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  };
}

/** What was durable when a tool of this effect ran, after a read before it. */
async function durableAt(effect: Effect): Promise<readonly string[]> {
  const words = z.object({ text: z.string() });
  const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
  const first = need('first', { summary: 'First.', input: words, output: words, effect: 'read', risk: 'open' });
  const second = need('second', { summary: 'Second.', input: words, output: words, effect, risk: 'home' });
  const durable = new Set<string>();
  let seen: readonly string[] = [];
  house = await openHouse({
    wrap: slowDisk(durable),
    services: [
      tool({ contract: first, run: async ({ text }) => ({ text }) }),
      tool({
        contract: second,
        async run({ text }) {
          seen = [...durable];
          return { text };
        },
      }),
      router({
        contract: root,
        *run() {
          const { text } = yield* first({ text: 'x' });
          return end(yield* second({ text }));
        },
      }),
    ],
  });
  await house.say('go');
  return seen;
}

test.each(['idempotent', 'keyed', 'once'] as const)(
  '%s: its FORWARD and the thread before it are durable before it runs',
  async (effect) => {
    expect(await durableAt(effect)).toEqual(['F 1', 'F 1.0', 'B 1.0', 'F 1.1']);
  },
);

// The twin: without the barrier the effect runs first. Were it lifted from the others, they would see what these see.
test.each(['read', 'local'] as const)('%s: leaves at once, the disk is behind', async (effect) => {
  const durable = await durableAt(effect);
  expect(durable).not.toContain('F 1.1');
});

test('the gate is a table of origin and risk; of the rows that apply the strictest wins', () => {
  const verdicts = (channel: 'owner' | 'voice' | 'automation', taint: readonly string[], canConfirm = true) =>
    (['open', 'home', 'private', 'danger'] as const).map(
      (risk) => decide({ channel, risk, taint, canConfirm }).verdict,
    );
  expect(verdicts('owner', [])).toEqual(['allow', 'allow', 'allow', 'confirm']);
  expect(verdicts('voice', [])).toEqual(['allow', 'allow', 'confirm', 'refuse']);
  expect(verdicts('automation', [])).toEqual(['allow', 'allow', 'refuse', 'refuse']);
  expect(verdicts('owner', ['need.page'])).toEqual(['allow', 'confirm', 'confirm', 'refuse']);
  expect(verdicts('voice', ['need.page'])).toEqual(['allow', 'confirm', 'confirm', 'refuse']);
  expect(verdicts('automation', ['need.page'])).toEqual(['allow', 'confirm', 'refuse', 'refuse']);
  // Nobody there whose yes counts: what needs one is refused.
  expect(verdicts('owner', [], false)).toEqual(['allow', 'allow', 'allow', 'refuse']);
  expect(verdicts('owner', ['x'], false)).toEqual(['allow', 'refuse', 'refuse', 'refuse']);
  // Taint never loosens.
  const strict = ['allow', 'confirm', 'refuse'];
  for (const channel of ['owner', 'voice', 'automation'] as const) {
    const tainted = verdicts(channel, ['x']);
    for (const [place, verdict] of verdicts(channel, []).entries())
      expect(strict.indexOf(tainted[place] ?? '')).toBeGreaterThanOrEqual(strict.indexOf(verdict));
  }
});

test('the twin of the gate: with a policy that allows all, danger would pass', () => {
  const open = { open: 'allow', home: 'allow', private: 'allow', danger: 'allow' } as const;
  const policy = { ...DEFAULT_POLICY, owner: open, voice: open };
  const question = { risk: 'danger', taint: [], canConfirm: true } as const;
  expect(decide({ ...question, channel: 'voice' }, policy).verdict).toBe('allow');
  expect(decide({ ...question, channel: 'voice' }).verdict).toBe('refuse');
});
