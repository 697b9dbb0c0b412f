import { expect, test } from 'vitest';
import { CancellationSource } from '../../../src/daemon/bus/cancellation.ts';
import { InProcessBus } from '../../../src/daemon/bus/in_process.ts';
import { busConformance } from '../../conformance/bus.ts';

busConformance('InProcessBus', async () => ({ bus: new InProcessBus(), close: async () => undefined }));

test('a cancellation keeps its first reason, tells each once, and late ones at once', () => {
  const source = new CancellationSource();
  const told: unknown[] = [];
  const release = source.onCancel(() => told.push('released'));
  source.onCancel((reason) => told.push(reason));
  release();
  source.cancel('first');
  source.cancel('second');
  source.onCancel((reason) => told.push(`late ${String(reason)}`));
  expect(told).toEqual(['first', 'late first']);
  expect(source.signal.aborted).toBe(true);
  expect(source.signal.reason).toBe('first');
});
