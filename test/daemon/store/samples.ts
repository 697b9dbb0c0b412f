import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackwardEvent, EndEvent, ForwardEvent } from '../../../src/daemon/model/event.ts';
import type { RecordWrite, ThreadRow } from '../../../src/daemon/store/store.ts';

/** A folder for one test, and its removal. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-store-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function row(id: string, changes: Partial<ThreadRow> = {}): ThreadRow {
  return {
    id,
    origin: { client: 'cli', interface: 'cli', area: 'kitchen' },
    status: 'active',
    turn: 1,
    seq: 1,
    taint: [],
    title: 'turn on the lights',
    createdAt: 1_000,
    updatedAt: 1_000,
    ...changes,
  };
}

export function forwardEvent(thread: string, seq: number, changes: Partial<ForwardEvent> = {}): ForwardEvent {
  return {
    id: `${thread}-${seq}`,
    thread,
    turn: 1,
    seq,
    at: 1_000 + seq,
    subject: 'use.agent_router',
    key: '1',
    from: 'client:cli',
    taint: [],
    direction: 'FORWARD',
    to: ['agent_router'],
    wanted: 'one',
    effect: 'read',
    version: '1',
    handoff: false,
    data: { text: 'turn on the lights' },
    ...changes,
  };
}

export function backwardEvent(thread: string, seq: number, changes: Partial<BackwardEvent> = {}): BackwardEvent {
  return {
    id: `${thread}-${seq}`,
    thread,
    turn: 1,
    seq,
    at: 1_000 + seq,
    subject: 'need.understand',
    key: '1.0',
    from: 'understand',
    cause: `${thread}-${seq - 1}`,
    taint: ['web'],
    direction: 'BACKWARD',
    to: ['use.agent_router'],
    provider: 'grammar',
    data: { intent: 'HassTurnOn' },
    ...changes,
  };
}

export function endEvent(thread: string, seq: number, changes: Partial<EndEvent> = {}): EndEvent {
  return {
    id: `${thread}-${seq}`,
    thread,
    turn: 1,
    seq,
    at: 1_000 + seq,
    subject: 'use.agent_router',
    key: '1',
    from: 'use.agent_router',
    taint: [],
    direction: 'END',
    to: ['client:cli'],
    data: { text: 'Done.' },
    ...changes,
  };
}

export function write(key: string, changes: Partial<RecordWrite> = {}): RecordWrite {
  return { namespace: 'notes', collection: 'notes', key, value: { text: key }, taint: [], ...changes };
}
