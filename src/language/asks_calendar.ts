const NOUNS =
  /\b(appointments?|calendar|meetings?|agenda|schedule|diary|events?|birthdays?|invitations?)\b|\b(am|are|is|be|being)\s+(i\s+|we\s+)?(free|busy)\b/i;
const PLANS =
  /\b(plan|planning|prepare|fit|arrange|organi[sz]e|time for|when (can|could|should|do|will|am|are) (i|we)|(have|got) (i|we)? ?(any )?time)\b/i;
const WHEN =
  /\b(today|tonight|tomorrow|morning|afternoon|evening|night|weekend|week|month|day|time|(mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

/** Whether a request has to do with what is on somebody's calendar: only then is it looked at. English. */
export function asksCalendar(text: string): boolean {
  return NOUNS.test(text) || (PLANS.test(text) && WHEN.test(text));
}
