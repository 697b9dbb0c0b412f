import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foldersOf } from '../../../src/daemon/doors/folders.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import {
  fileAppend,
  fileDelete,
  fileMove,
  fileRead,
  fileStat,
  fileWrite,
} from '../../../src/services/need/file/contract.ts';
import local from '../../../src/services/need/file/local.ts';
import { sayBytes } from '../../../src/services/need/file/say_bytes.ts';
import files from '../../../src/services/use/files/agent.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { ToolHost } from '../tool_host.ts';

const ENTITY = (id: string) => ({ domain: id, deviceClass: undefined });
let base: string;
let host: ToolHost;
let made: { call: MadeCall; answer: Json }[];
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agentos-use-files-')));
  for (const folder of ['documents', 'photos']) mkdirSync(join(base, folder));
  writeFileSync(join(base, 'documents', 'notes.txt'), 'milk and bread\n');
  const folders = foldersOf([join(base, 'photos')], [join(base, 'documents')], []);
  host = new ToolHost({ folders }).add(...local);
  made = [];
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const text = (name: string): string => readFileSync(join(base, 'documents', name), 'utf8');
async function say(intent: string, slots: { [slot: string]: Json } = {}) {
  const { value } = await driveAsync(
    files,
    { intent: `AgentosFile${intent}`, slots, targets: [], text: 'x' },
    async (call) => {
      const answer = await host.call(call.subject, call.input);
      made.push({ call, answer });
      return answer;
    },
  );
  return value;
}
async function undoLast(): Promise<void> {
  const last = made.at(-1);
  if (last === undefined) throw new Error('nothing was called');
  const contract = [fileWrite, fileAppend, fileMove, fileDelete].find(({ subject }) => subject === last.call.subject);
  const undo = contract?.undoFor(last.call.input, last.answer);
  if (undo === undefined) throw new Error('there is no way back');
  await host.call(undo.subject, undo.input);
}

describe('use.files', () => {
  test('reads a file by its name, with or without its ending, and by a part of it', async () => {
    for (const file of ['notes.txt', 'notes', 'the file notes dot txt', 'note'])
      expect(await say('Read', { file }), file).toEqual({ text: 'notes.txt says: milk and bread', outcome: 'done' });
    expect(await say('Read', { file: 'nowhere' })).toMatchObject({
      outcome: 'failed',
      text: 'I find no file nowhere.',
    });
    expect(await say('Read', { file: '../../etc/passwd' })).toMatchObject({ outcome: 'failed' });
  });

  test('tells what is there, and finds by name and text', async () => {
    expect(await say('List')).toMatchObject({ text: 'There are the folder photos and the folder documents.' });
    expect(await say('List', { folder: 'my documents' })).toMatchObject({ text: 'In my documents is notes.txt.' });
    expect(await say('List', { folder: 'photos' })).toMatchObject({ text: 'There is nothing in photos.' });
    expect(await say('Find', { topic: 'the bread' })).toMatchObject({ text: 'I found notes.txt ("milk and bread").' });
    expect(await say('Find', { topic: 'a boat' })).toMatchObject({ text: 'I find no file about a boat.' });
  });

  test('makes a note, adds to it, renames and deletes it; each can be taken back', async () => {
    expect(await say('Write', { file: 'plan', text: 'buy a boat' })).toMatchObject({
      text: 'I have written plan.txt.',
    });
    expect(text('plan.txt')).toBe('buy a boat\n');
    expect(await say('Write', { file: 'plan', text: 'x' })).toMatchObject({
      outcome: 'failed',
      text: expect.stringContaining('there already'),
    });
    await say('Append', { file: 'plan', text: 'and paint it' });
    expect(text('plan.txt')).toBe('buy a boat\nand paint it\n');
    await undoLast();
    expect(text('plan.txt')).toBe('buy a boat\n');
    expect(await say('Move', { file: 'plan.txt', to: 'boat.txt' })).toMatchObject({
      text: 'plan.txt is boat.txt now.',
    });
    await undoLast();
    expect(await say('Delete', { file: 'plan.txt' })).toMatchObject({ text: 'I have deleted plan.txt.' });
    expect(() => text('plan.txt')).toThrow();
    await undoLast();
    expect(text('plan.txt')).toBe('buy a boat\n');
    expect(await say('Delete', { file: 'plan of' })).toMatchObject({ outcome: 'failed' });
    expect(text('plan.txt')).toBe('buy a boat\n');
  });

  test('a change is not taken back over what somebody wrote since', async () => {
    await say('Append', { file: 'notes', text: 'eggs' });
    writeFileSync(join(base, 'documents', 'notes.txt'), 'mine');
    await expect(undoLast()).rejects.toMatchObject({ code: 'ABORTED' });
    expect(text('notes.txt')).toBe('mine');
  });

  test('what could not be put back is not written over; it is deleted only as it was told', async () => {
    writeFileSync(join(base, 'documents', 'big.txt'), 'x'.repeat(70_000));
    await expect(host.call('need.file.write', { path: 'big.txt', text: 'y', replace: true })).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
    });
    await expect(host.call('need.file.delete', { path: 'big.txt', bytes: 3 })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    const gone = await host.call('need.file.delete', { path: 'big.txt', bytes: 70_000 });
    expect(fileDelete.undoFor({ path: 'big.txt', bytes: 70_000 }, gone)).toBeUndefined();
  });
});

test('questions show the path and the size; deleting is danger, and nothing unseen is in a path', () => {
  expect(fileDelete.riskOf({ path: 'a', bytes: 1 }, ENTITY)).toBe('danger');
  expect(fileWrite.riskOf({ path: 'a', text: '', replace: true }, ENTITY)).toBe('private');
  expect(fileDelete.questionFor({ path: '/d/a.txt', bytes: 70_000 }, ENTITY)).toBe(
    'Delete /d/a.txt, 70 kB? It cannot be brought back.',
  );
  expect(fileWrite.questionFor({ path: 'a.txt', text: 'äö', replace: true }, ENTITY)).toBe(
    'Write over the file a.txt, 4 bytes?',
  );
  expect(fileRead.labels).toEqual(['need.file.read', 'private:need.file.read']);
  expect(fileStat.labels).toEqual([]);
  for (const path of ['a\nb', 'a\u202eb', 'a\u0000', '', '\u200b'])
    expect(() => fileRead({ path }), JSON.stringify(path)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  expect([1, 999, 1_000, 12_345, 999_499, 999_500, 3_400_000].map(sayBytes)).toEqual([
    '1 byte',
    '999 bytes',
    '1 kB',
    '12 kB',
    '999 kB',
    '1 MB',
    '3.4 MB',
  ]);
});
