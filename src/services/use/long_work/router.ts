import { type Reply, reply } from 'agentos/contract';
import { end, Fault, invoke, router, type Settled, settle } from 'agentos/service';
import { capitalised } from '../../../language/say_devices.ts';
import { workBegin, workEnd } from '../../need/work/contract.ts';
import { longWork } from './contract.ts';

/** A little less than a turn may last, so that it can say itself that it took too long. */
const LIMIT_MS = 9 * 60_000;

export default router({
  contract: longWork,
  *run({ input: { id } }) {
    const { what, call } = yield* workBegin({ id });
    const name = capitalised(what);
    if (call === undefined) return end({ text: `${name} was stopped before it began.`, outcome: 'done' });
    const [settled] = yield* settle([invoke(call.subject, call.input).within(LIMIT_MS)]);
    const { text, outcome = 'done' } = answerOf(settled);
    const came = outcome === 'done' ? 'done' : 'failed';
    yield* workEnd({ id, state: came });
    return end({ text: `${name} ${came === 'done' ? 'is done' : 'did not work out'}. ${text}`, outcome });
  },
});

function answerOf(settled: Settled<unknown> | undefined): Reply {
  if (settled?.ok) {
    const said = reply.safeParse(settled.value);
    return said.success ? said.data : { text: 'It gave no answer that could be told.', outcome: 'failed' };
  }
  const { code, message } = Fault.from(settled?.error);
  if (code === 'DEADLINE_EXCEEDED') return { text: 'It took too long, so I stopped.', outcome: 'failed' };
  return { text: message, outcome: code === 'UNKNOWN' ? 'unknown' : 'failed' };
}
