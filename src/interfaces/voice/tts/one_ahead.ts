import type { Speech } from '../tts.ts';

/** Makes the next sentence while the one before is taken, for engines that make a sentence whole. What was begun is stopped when the reader leaves. */
export async function* oneAhead(
  texts: AsyncGenerator<string>,
  say: (text: string, signal: AbortSignal) => Promise<Speech>,
  signal?: AbortSignal,
): AsyncGenerator<Speech> {
  const leaving = new AbortController();
  const until = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
  let next: Promise<Speech | undefined> | undefined;
  const begin = async () => {
    until.throwIfAborted();
    const text = await texts.next();
    return text.done === true ? undefined : say(text.value, until);
  };
  try {
    for (let made = await begin(); made !== undefined; made = await next) {
      next = begin();
      next.catch(() => undefined); // seen when it is awaited, or not wanted any more
      until.throwIfAborted();
      yield made;
    }
    until.throwIfAborted();
  } finally {
    leaving.abort(new Error('Nobody listens any more.'));
    void texts.return(undefined);
  }
}
