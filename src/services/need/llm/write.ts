import type { llmWrite } from 'agentos/service';
import type { z } from 'zod';
import { Failure } from './failure.ts';
import type { Trial } from './trial.ts';
import { wireMessages } from './wire_messages.ts';

/** A text. @throws Failure */
export async function write(
  trial: Trial,
  { messages }: z.output<typeof llmWrite.input>,
): Promise<{ readonly text: string; readonly cut: boolean }> {
  const { text, full } = await trial.converse({ messages: wireMessages(messages) });
  if (text === '')
    throw new Failure('garbled', { detail: full ? 'it thought, and did not come to an answer' : 'it said nothing' });
  return { text, cut: full };
}
