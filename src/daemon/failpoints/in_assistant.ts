import type { Assistant } from '../runtime/assistant.ts';
import type { Failpoint } from './failpoint.ts';
import { over } from './over.ts';

/** Until the word has left on the wire. */
const LEAVES_MS = 5;

/** What interfaces talk to, with the moments around the word that something is taken. */
export function assistantWithFailpoints(assistant: Assistant, failpoint: Failpoint): Assistant {
  const around = async <T>(client: string, taken: Promise<T>): Promise<T> => {
    const word = await taken;
    failpoint.reach('ack.before', client);
    setTimeout(() => failpoint.reach('ack.after', client), LEAVES_MS);
    return word;
  };
  return over<Assistant>(assistant, {
    utter: (client, utterance) => around(client.name, assistant.utter(client, utterance)),
    answer: (client, askId, text, requestId) => around(client.name, assistant.answer(client, askId, text, requestId)),
  });
}
