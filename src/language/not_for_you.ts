const NOT_FOR_YOU =
  /^(?:no |sorry |oh |hey )*(?:not you|nobody (?:called|asked|was talking to|is talking to) you|(?:that|this|it) (?:was|is)(?: not|n't)(?: meant| directed| said)? (?:for|to|at) you|you (?:were|are)(?: not|n't) meant|(?:i|we) (?:was|were|am|are)(?: not|n't) (?:talking|speaking) (?:to|with) you|(?:i'm|we're) not (?:talking|speaking) (?:to|with) you|(?:i|we) did(?: not|n't) (?:call|ask|mean) you)$/;

/** Whether somebody says that what the assistant took for a call was none. */
export function saysNotForYou(text: string): boolean {
  const said = text
    .toLowerCase()
    .replaceAll(/[’`]/g, "'")
    .replaceAll(/[\s.!,;]+/g, ' ')
    .trim();
  return NOT_FOR_YOU.test(said);
}
