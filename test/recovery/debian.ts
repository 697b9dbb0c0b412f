import { spawnSync } from 'node:child_process';

/** Which of these Debian packages are missing, by a program of each: what a test is left out for, in words; undefined for none. */
export function missing(needed: { readonly [debianPackage: string]: string }): string | undefined {
  const absent = Object.entries(needed).filter(([, program]) => spawnSync('which', [program]).status !== 0);
  return absent.length === 0 ? undefined : `needs Debian's ${absent.map(([name]) => name).join(' and ')}`;
}

/** A title that says why a test is left out, where it is. */
export function titled(title: string, leftOut: string | undefined): string {
  return leftOut === undefined ? title : `${title} (left out: ${leftOut})`;
}
