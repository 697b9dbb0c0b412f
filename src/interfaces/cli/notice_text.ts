import type { Notice } from '../client/api.ts';

const NOW_MS = 5_000;
const TODAY = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const LONG_AGO = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment as far as it has to be said: nothing for now, the time for today, else the date with it. */
export function momentText(at: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  return (sameDay ? TODAY : LONG_AGO).format(at);
}

/** News in words, with its time where it is not of this moment. */
export function noticeText(notice: Notice, now: number): string {
  const text = notice.kind === 'ask' ? notice.ask.text : notice.text;
  return now - notice.at < NOW_MS ? text : `${momentText(notice.at, now)}: ${text}`;
}
