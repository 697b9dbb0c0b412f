/** A word to listen for, and what it leads to. */
export interface WakeWord {
  /** As `openHead` takes it. */
  readonly head: string;
  /** The score that counts as said; the head knows a good one where absent. */
  readonly threshold?: number;
  /** Who speaks, where only one person uses this word. */
  readonly speaker?: string;
  /** What is said after it is said for this area, wherever the microphone stands. */
  readonly area?: string;
}

/** A word as the settings have it. */
export interface WakeWordSetting {
  readonly word: string;
  readonly threshold?: number | undefined;
  readonly thresholds: { readonly [area: string]: number };
  readonly only_in: readonly string[];
  readonly speaker?: string | undefined;
  readonly area?: string | undefined;
}

/** The words that a microphone in this area listens for: none of the settings' means "jarvis". `threshold` is for those without one. */
export function wakeWordsFor(
  settings: readonly WakeWordSetting[],
  { area, threshold }: { readonly area?: string | undefined; readonly threshold?: number | undefined },
): readonly WakeWord[] {
  const here = settings.filter(({ only_in }) => only_in.length === 0 || (area !== undefined && only_in.includes(area)));
  if (settings.length === 0) return [{ head: 'jarvis', ...(threshold !== undefined && { threshold }) }];
  return here.map((one) => {
    const wanted = (area === undefined ? undefined : one.thresholds[area]) ?? one.threshold ?? threshold;
    return {
      head: one.word,
      ...(wanted !== undefined && { threshold: wanted }),
      ...(one.speaker !== undefined && { speaker: one.speaker }),
      ...(one.area !== undefined && one.area !== area && { area: one.area }),
    };
  });
}
