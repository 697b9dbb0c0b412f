/** More alternatives than this in one pattern are a mistake, or an attempt to use up memory. */
const MAX_ALTERNATIVES = 256;

/**
 * Whether a path below a folder (its parts joined by `/`) is meant by a pattern: `*` and `?` stay within a part, `**` stands for
 * any number of folders, `[a-z]` and `[!a-z]` for one character, `{a,b}` for either. Names that begin with a dot are meant only
 * where the pattern's part begins with one. Everything else stands for itself; `\` takes the meaning from the next character.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const sources = alternatives(pattern).map((one) => one.split('/').reduceRight(withPart, ''));
  const expression = new RegExp(`^(?:${sources.join('|')})$`, 'u');
  return (path) => expression.test(path);
}

/** Whether a pattern means names that begin with a dot, so that hidden folders have to be looked into. */
export function meansHidden(pattern: string): boolean {
  return alternatives(pattern).some((one) => one.split('/').some((part) => part.startsWith('.')));
}

function withPart(rest: string, part: string, index: number, parts: readonly string[]): string {
  const last = index === parts.length - 1;
  if (part === '**') return last ? '(?:(?!\\.)[^/]+/)*(?!\\.)[^/]+' : `(?:(?!\\.)[^/]+/)*${rest}`;
  return `${part.startsWith('.') ? '' : '(?!\\.)'}${partSource(part)}${last ? '' : `/${rest}`}`;
}

function partSource(part: string): string {
  let source = '';
  for (let at = 0; at < part.length; at += 1) {
    const character = part.charAt(at);
    const close = character === '[' ? part.indexOf(']', at + 2) : -1;
    if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (close > 0) {
      const negated = /[!^]/.test(part.charAt(at + 1));
      const inside = part.slice(at + (negated ? 2 : 1), close).replaceAll(/[\\[\]^&~|]/g, '\\$&');
      source += `(?!/)[${negated ? '^' : ''}${inside}]`;
      at = close;
    } else if (character === '\\' && at + 1 < part.length) {
      at += 1;
      source += literal(part.charAt(at));
    } else source += literal(character);
  }
  return source;
}

/** The patterns that `{a,b}` stands for. Braces that are not closed, or hold no comma, stand for themselves. */
function alternatives(pattern: string): readonly string[] {
  let found: readonly string[] = [''];
  let at = 0;
  while (at < pattern.length) {
    const group = /^\{([^{}/]*,[^{}/]*)\}/.exec(pattern.slice(at));
    const choices = group?.[1]?.split(',') ?? [pattern.charAt(at)];
    if (found.length * choices.length > MAX_ALTERNATIVES)
      throw new RangeError(`The pattern ${pattern} has more than ${MAX_ALTERNATIVES} alternatives.`);
    found = found.flatMap((before) => choices.map((choice) => before + choice));
    at += group?.[0].length ?? 1;
  }
  return found;
}

function literal(character: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
