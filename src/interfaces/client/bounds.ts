/** What one client holds for those who do not come for it, and what it has under way. Each says what becomes of more. */
export const BOUNDS = {
  /** Requests that wait for their answer, sent or not: more are refused with RESOURCE_EXHAUSTED, and nothing of them is sent. */
  requests: 1_024,
  /** Utterances that are sent and not answered: more wait here, in their order. The daemon takes 64 of a stream at once. */
  sent: 48,
  /** Updates of a turn that nobody has read: words then go into the last words there are, events wait in the daemon. */
  updates: 256,
  /** Characters of words in one unread update: what comes after them is in the reply. */
  words: 64 * 1_024,
  /** Mail that waits to know whose it is: the oldest is then taken for another process's of this name. */
  held: 10_000,
  /** Notices that nobody reads: the oldest is let go. It stays in the mailbox until it is told to be heard. */
  notices: 1_000,
  /** Questions that are remembered as shown, and answers that came before their utterance was sent again. */
  asks: 1_000,
  replies: 100,
};
