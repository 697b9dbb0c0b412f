/** One word of a POSIX shell's command line, in which nothing is expanded: between single quotes, which only themselves end. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
