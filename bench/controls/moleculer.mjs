// Moleculer with the four inserts of the turn written by hand, each its own commit.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ServiceBroker } from 'moleculer';
import { stateFolder } from '../places.ts';
import { inFlight, measured, serveSide } from '../side.ts';
import { answerOf, CHECKED, celsiusAt, placeIn, utteranceOf } from '../turn.ts';

serveSide(async ({ width, turns }) => {
  const folder = stateFolder();
  const db = new Database(join(folder, 'moleculer.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec('CREATE TABLE events (thread INTEGER, seq INTEGER, body TEXT, PRIMARY KEY (thread, seq)) WITHOUT ROWID');
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?)');
  const log = (thread, seq, direction, subject, data) =>
    insert.run(thread, seq, JSON.stringify({ at: Date.now(), direction, subject, data }));

  const broker = new ServiceBroker({ logger: false });
  broker.createService({
    name: 'need',
    actions: {
      room: { params: { place: 'string' }, handler: async ({ params }) => ({ celsius: celsiusAt(params.place) }) },
    },
  });
  broker.createService({
    name: 'use',
    actions: {
      root: {
        params: { text: 'string', thread: 'number' },
        async handler(context) {
          const { text, thread } = context.params;
          log(thread, 1, 'FORWARD', 'use.root', { text });
          const place = placeIn(text);
          log(thread, 2, 'FORWARD', 'need.room', { place });
          const { celsius } = await context.call('need.room', { place });
          log(thread, 3, 'BACKWARD', 'need.room', { celsius });
          const reply = { text: answerOf(place, celsius) };
          log(thread, 4, 'END', 'use.root', reply);
          return reply;
        },
      },
    },
  });
  await broker.start();
  let threads = 0;
  const say = async (text) => {
    threads += 1;
    return (await broker.call('use.root', { text, thread: threads })).text;
  };
  return {
    async check() {
      const replies = [];
      for (const text of CHECKED) replies.push(await say(text));
      return replies;
    },
    round: () => measured(turns, () => inFlight(turns, width, (index) => say(utteranceOf(index)))),
    async close() {
      await broker.stop();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
