/** Frames without a decision after the start and after a hit: openWakeWord's, 0.4 s in which the windows fill. */
export const deafFrames = 5;
