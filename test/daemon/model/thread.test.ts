import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinTaint, type ThreadEvent } from '../../../src/daemon/model/event.ts';
import { foldThread, isRoot, openThread, type Thread, viewAt } from '../../../src/daemon/model/thread.ts';

const OPEN = openThread('t', { client: 'cli', interface: 'cli' });
const taint = fc.uniqueArray(fc.constantFrom('need.page', 'need.mail', 'need.file')).map((some) => joinTaint(some, []));

/** Events of up to six turns as a runtime may write them: turns overlap, answers come after END. */
const history = fc
  .array(
    fc.record({
      turn: fc.integer({ min: 1, max: 6 }),
      kind: fc.constantFrom('open', 'note', 'ask', 'answer', 'call', 'back', 'end', 'fail'),
      text: fc.string(),
      taint,
    }),
    { maxLength: 60 },
  )
  .map((steps) => steps.map((step, index) => eventOf(step, index + 1)));

function eventOf(
  { turn, kind, text, taint: own }: { turn: number; kind: string; text: string; taint: readonly string[] },
  seq: number,
): ThreadEvent {
  const base = { id: `e${seq}`, thread: 't', turn, seq, at: seq, from: 'x', taint: own, to: ['y'] };
  const forward = {
    ...base,
    direction: 'FORWARD' as const,
    wanted: 'one' as const,
    effect: 'read' as const,
    version: '1',
    handoff: false,
  };
  switch (kind) {
    case 'open':
      return { ...forward, key: String(turn), subject: 'use.root', data: { text } };
    case 'note':
      return {
        ...forward,
        key: `${turn}.0`,
        subject: 'need.thread.note',
        data: { messages: [{ role: 'assistant', text }], metadata: { [text]: turn } },
      };
    case 'ask':
      return { ...forward, key: `${turn}.1`, subject: 'need.user.ask', data: { text } };
    case 'answer':
      return {
        ...base,
        direction: 'BACKWARD',
        key: `${turn}.1`,
        subject: 'need.user.ask',
        provider: 'person',
        data: { text },
      };
    case 'call':
      return { ...forward, key: `${turn}.2`, subject: 'need.x', data: null };
    case 'back':
      return { ...base, direction: 'BACKWARD', key: `${turn}.2`, subject: 'need.x', provider: 'p', data: { text } };
    case 'fail':
      return {
        ...base,
        direction: 'END',
        key: String(turn),
        subject: 'use.root',
        error: { code: 'INTERNAL', message: text, retryable: false },
      };
    default:
      return { ...base, direction: 'END', key: String(turn), subject: 'use.root', data: { text } };
  }
}

const fold = (events: readonly ThreadEvent[], from: Thread = OPEN): Thread => events.reduce(foldThread, from);

test('the fold is pure: the same events make the same thread, and no step changes what it was given', () => {
  fc.assert(
    fc.property(history, (events) => {
      const before = JSON.stringify(events);
      let thread = OPEN;
      for (const event of events) {
        const held = thread;
        const text = JSON.stringify(held);
        thread = foldThread(thread, event);
        expect(JSON.stringify(held)).toBe(text);
      }
      expect(JSON.stringify(events)).toBe(before);
      expect(fold(events)).toEqual(thread);
      // It survives the log.
      expect(fold(JSON.parse(before))).toEqual(thread);
    }),
  );
});

test('folding in two steps is folding in one', () => {
  fc.assert(
    fc.property(history, fc.nat(60), (events, cut) => {
      expect(fold(events.slice(cut), fold(events.slice(0, cut)))).toEqual(fold(events));
    }),
  );
});

test('messages are in order of turn, whatever the order of events, and bounded', () => {
  fc.assert(
    fc.property(history, (events) => {
      const { messages, seq } = fold(events);
      const turns = messages.map(({ turn }) => turn);
      expect(turns).toEqual([...turns].sort((a, b) => a - b));
      expect(messages.length).toBeLessThanOrEqual(20);
      expect(seq).toBe(events.length);
    }),
  );
});

test('a view holds nothing of the turns behind it, and shares nothing that can be written to', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 6 }), (events, turn) => {
      const thread = fold(events);
      const view = viewAt(thread, turn);
      expect(view.messages.every((message) => message.turn <= turn || thread.turn <= turn)).toBe(true);
      const shared: object[] = [thread.origin, ...thread.messages];
      if (thread.messages.length > 0) shared.push(thread.messages);
      if (Object.keys(thread.metadata).length > 0) shared.push(thread.metadata);
      for (const part of shared) expect(Object.isFrozen(part)).toBe(true);
    }),
  );
});

test('taint of notes and ENDs only grows', () => {
  fc.assert(
    fc.property(history, (events) => {
      let thread = OPEN;
      for (const event of events) {
        const before = thread.taint;
        thread = foldThread(thread, event);
        for (const source of before) expect(thread.taint).toContain(source);
      }
    }),
  );
});

test('events after END are taken in and wake nobody', () => {
  const step = (kind: string, seq: number, turn = 1) => eventOf({ turn, kind, text: 'x', taint: [] }, seq);
  const ended = fold([step('open', 1), step('call', 2), step('end', 3)]);
  expect(ended.status).toBe('complete');
  expect(foldThread(ended, step('back', 4))).toEqual({ ...ended, seq: 4 });
  expect(foldThread(ended, step('answer', 4)).status).toBe('complete');
  // The END of a turn does not end the one that waits behind it.
  expect(fold([step('open', 1), step('open', 2, 2), step('end', 3)]).status).toBe('active');
  expect(fold([step('open', 1), step('ask', 2)]).status).toBe('waiting');
  expect(fold([step('open', 1), step('ask', 2), step('answer', 3)]).status).toBe('active');
  expect(fold([step('open', 1), step('fail', 2)]).status).toBe('failed');
});

test('only the number of a turn is a root key', () => {
  expect(['1', '12'].every(isRoot)).toBe(true);
  expect(['1.0', '1?', '1[0]', '1.2[1].0', '1.0?'].some(isRoot)).toBe(false);
});
