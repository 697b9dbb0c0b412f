const DAY_MS = 86_400_000;

/** `today`, `yesterday`, `5 days ago`, by the days that have passed; nothing where the clock had gone back. */
export function sayAge(at: number, now: { epochMs: number; hour: number; minute: number; second: number }): string {
  const midnight = now.epochMs - (now.hour * 3_600 + now.minute * 60 + now.second) * 1_000;
  const days = Math.ceil((midnight - at) / DAY_MS);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 60) return `${days} days ago`;
  return days < 730 ? `${Math.round(days / 30.4)} months ago` : `${Math.round(days / 365)} years ago`;
}
