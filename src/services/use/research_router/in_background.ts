import type { Reply } from 'agentos/contract';
import { Fault, settle } from 'agentos/service';
import { saidBack } from '../../../language/said_back.ts';
import { workStart } from '../../need/work/contract.ts';
import { researchRouter } from './contract.ts';

interface Wanted {
  readonly text: string;
  readonly query: string;
  readonly to: string | undefined;
}

interface From {
  readonly client: string;
  readonly interface: string;
  readonly area?: string;
}

/** Begins it in a thread of its own. Undefined where nothing here can: then it is done in this one. */
export function* inBackground({ text, query, to }: Wanted, { client, interface: from, area }: From) {
  const input = { text, slots: { topic: query, ...(to === undefined ? {} : { to }) } };
  const what = `the research about ${saidBack(query)}`.slice(0, 300);
  const asked = { what, client, interface: from, ...(area === undefined ? {} : { area }) };
  const [begun] = yield* settle([workStart({ ...asked, call: { subject: researchRouter.subject, input } })]);
  if (begun?.ok) return { text: 'I am on it. I will tell you when it is done.', outcome: 'done' } satisfies Reply;
  const { code, message } = Fault.from(begun?.error);
  if (code === 'UNIMPLEMENTED' || code === 'UNAVAILABLE') return undefined;
  return { text: message, outcome: 'failed' } satisfies Reply;
}
