import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../../src/daemon/store/database.ts';
import { type Slices, trim } from '../../../src/daemon/store/forgetting.ts';
import { type CareStatements, careStatements } from '../../../src/daemon/store/statements/care.ts';
import { temporaryFolder } from './samples.ts';

const DAY = 86_400_000;
const NOW = 50 * DAY;

let opened: OpenDatabase;
let remove: () => void;
beforeEach(() => {
  const temporary = temporaryFolder();
  remove = temporary.remove;
  opened = openDatabase(temporary.folder, 'NORMAL');
  opened.database.exec(`INSERT INTO threads (id, client, origin, status, turn, seq, taint, title, created_at, updated_at)
    VALUES ('old', 'cli', '{"client":"cli","interface":"cli"}', 'complete', 1, 2, '[]', 'old', 0, 0)`);
});
afterEach(() => {
  opened.release();
  remove();
});

/** Work between commits, with something that happens right after the threads that are due were looked for. */
function slicesWith(afterLooking: () => void): Slices {
  const own = careStatements(opened.database);
  const candidates: CareStatements['candidates'] = (...page) => {
    const found = own.candidates(...page);
    afterLooking();
    return found;
  };
  const statements = { ...own, candidates };
  return { slice: async (work) => work(statements) };
}

const forgottenWith = async (afterLooking: () => void) =>
  (await trim(slicesWith(afterLooking), { keepMs: DAY }, NOW, () => undefined)).threads;

test('a thread in which a turn has begun since it was looked at is not let go of', async () => {
  const begin = () => opened.database.exec("UPDATE threads SET status = 'active' WHERE id = 'old'");
  expect(await forgottenWith(begin)).toEqual([]);
  expect(opened.database.prepare('SELECT id, status FROM threads').all()).toEqual([{ id: 'old', status: 'active' }]);
});

test('the twin: one in which none has begun is', async () => {
  expect(await forgottenWith(() => undefined)).toEqual(['old']);
  expect(opened.database.prepare('SELECT count(*) FROM threads').pluck().get()).toBe(0);
});
