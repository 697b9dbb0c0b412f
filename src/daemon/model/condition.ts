/**
 * How the daemon is. `serving`: turns are taken. `reading`: what is there can be read and what is due is told, but nothing new is
 * taken on. `down`: nothing can be relied on.
 */
export type Condition = 'serving' | 'reading' | 'down';
