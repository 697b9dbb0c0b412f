import { reply, use } from 'agentos/contract';
import { end, router } from 'agentos/service';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { getsOther, withRouterChoices } from '../../../../src/daemon/runtime/calls/router_choice.ts';
import { parseSettings } from '../../../../src/settings/settings.ts';
import { drive } from '../../../services/drive.ts';
import { GivenServices } from '../house.ts';

const input = z.object({ text: z.string() });
const routerNamed = (name: string) =>
  router({
    contract: use(name, { summary: 'Answers.', input, output: reply }),
    *run({ input: { text } }) {
      return end({ text: `${name}: ${text}` });
    },
  });
const given = new GivenServices([routerNamed('one'), routerNamed('other')], '1');
const choices = (share: number, other = 'use.other') => ({ 'use.one': { other, share } });

function said(share: number, id: string, other?: string) {
  const { service } = withRouterChoices(given, choices(share, other)).handler('use.one') ?? {};
  if (service === undefined) throw new Error('nobody takes it');
  const { kind, value } = drive(service, { text: 'hello' }, () => null, { id });
  return { kind, value };
}

test('a thread keeps its router, by its id alone, and each gets its share', () => {
  const ids = Array.from({ length: 2_000 }, (_, n) => `thread-${n}`);
  const first = ids.map((id) => getsOther(id, 'use.one', 30));
  expect(ids.map((id) => getsOther(id, 'use.one', 30))).toEqual(first);
  const share = first.filter(Boolean).length / ids.length;
  expect(share).toBeGreaterThan(0.25);
  expect(share).toBeLessThan(0.35);
  // Another subject divides the same threads otherwise.
  expect(ids.map((id) => getsOther(id, 'use.two', 30))).not.toEqual(first);
  expect(ids.some((id) => getsOther(id, 'use.one', 0))).toBe(false);
  expect(ids.every((id) => getsOther(id, 'use.one', 100))).toBe(true);
});

test('the other is handed the turn, as a step of the thread; else it is as it was', () => {
  expect(said(100, 't')).toEqual({ kind: 'forward', value: { subject: 'use.other', input: { text: 'hello' } } });
  expect(said(0, 't')).toEqual({ kind: 'end', value: { text: 'one: hello' } });
  expect(said(100, 't', 'use.not_here')).toMatchObject({ kind: 'end' });
});

test('nothing changes where nothing is divided', () => {
  expect(withRouterChoices(given, {})).toBe(given);
  const divided = withRouterChoices(given, choices(50));
  expect(divided.handler('use.other')).toStrictEqual(given.handler('use.other'));
});

test('settings name what is wrong', () => {
  const parsed = parseSettings(
    '[router_choice.routers."use.agent_router"]\nother = "use.tried_router"\nshare = 20\n',
    'f',
  );
  expect(parsed.router_choice.routers).toEqual({ 'use.agent_router': { other: 'use.tried_router', share: 20 } });
  expect(() => parseSettings('[router_choice.routers."need.x"]\nother = "use.a"\n', 'f')).toThrow(/router_choice/);
  expect(() => parseSettings('[router_choice.routers."use.a"]\nother = "use.a"\n', 'f')).toThrow(
    /cannot itself be divided/,
  );
  expect(() => parseSettings('[router_choice.routers."use.a"]\nother = "use.b"\nshare = 200\n', 'f')).toThrow(/share/);
});
