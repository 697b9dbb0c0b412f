import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Channel } from '../../../src/interfaces/client/channel.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { ClientError } from '../../../src/interfaces/client/error.ts';
import type { ConverseRequest } from '../../../src/wire/generated/agentos/v1/ConverseRequest.ts';
import { seeded } from '../../seeded.ts';

/**
 * A client in a process of its own that talks, sets timers, and writes down the offset of each mail that it is handed, until it is told to finish.
 * One that is `forgetful` does not say how far it was when it comes back.
 */
const [socket = '', name = '', manner = '', pauseMs = '300', seed = '1'] = process.argv.slice(2);
const TALKERS = 2;
const TIMER = 'start a timer for 1 second';
const TEXTS = ['what time is it', TIMER, 'turn on the kitchen light', TIMER];

const say = (line: string): void => void writeSync(1, `${line}\n`);
const random = seeded(Number(seed));
let last = 0;

if (manner === 'forgetful') {
  const { converse } = Channel.prototype;
  Channel.prototype.converse = function (this: Channel) {
    const stream = converse.call(this);
    const write = stream.write.bind(stream);
    const forgetting = ({ hello, ...rest }: ConverseRequest): boolean => {
      if (!hello) return write(rest);
      const { lastOffset: _forgotten, ...who } = hello;
      return write({ hello: who });
    };
    Object.defineProperty(stream, 'write', { value: forgetting });
    return stream;
  };
}

const client = await connect({
  ...{ socket, name, kind: 'cli', wait: true, capabilities: { notices: true } },
  onState: (state, why = '') => say(`state ${state} ${why}`),
});

function told(mailOffset: number): void {
  say(`mail ${mailOffset}`);
  last = Math.max(last, mailOffset);
  // Told to be heard now and then, as when somebody listens with half an ear.
  if (random() < 0.1) client.heard(last);
}

async function listen(): Promise<void> {
  for await (const notice of client.notices()) told(notice.mailOffset);
}

let over = false;
async function talk(): Promise<void> {
  while (!over) {
    const text = TEXTS[Math.floor(random() * TEXTS.length)] ?? '';
    try {
      for await (const update of client.utter({ text }).updates) if ('mailOffset' in update) told(update.mailOffset);
    } catch (error) {
      if (!(error instanceof ClientError) || error.code !== 'RESOURCE_EXHAUSTED') say(`error ${String(error)}`);
    }
    await sleep(Number(pauseMs) * (0.5 + random()));
  }
}

listen().catch((error: unknown) => say(`error ${String(error)}`));
const talking = Array.from({ length: TALKERS }, talk);
process.stdin.once('data', async () => {
  over = true;
  await Promise.all(talking);
  say('finished');
});
say('state connected');
