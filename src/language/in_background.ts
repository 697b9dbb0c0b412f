const LATER =
  /[\s,]*\b(in the background|and (then )?(tell me|let me know|report back)( later| when you are done| when it is done)?|take your time)\b[\s,]*/i;

/** A request without the words that say that its answer may come later, and whether it had them. English. */
export function inBackgroundMeant(text: string): { readonly text: string; readonly later: boolean } {
  const left = text.replace(LATER, ' ').replaceAll(/\s+/g, ' ').trim();
  const later = LATER.test(text);
  return { text: left === '' ? text : left, later };
}
