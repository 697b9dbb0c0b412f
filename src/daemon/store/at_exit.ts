const leaving = new Set<() => void>();

function leaveAll(): void {
  for (const leave of leaving) {
    try {
      leave();
    } catch {
      // The others leave all the same; the process is going anyway.
    }
  }
}

/** Runs when the process exits by itself, whyever it does, but not when it is killed. @returns what takes it back */
export function atExit(leave: () => void): () => void {
  if (leaving.size === 0) process.on('exit', leaveAll);
  leaving.add(leave);
  return () => {
    leaving.delete(leave);
    if (leaving.size === 0) process.off('exit', leaveAll);
  };
}
