import { type Expression, NOTHING } from './expression.ts';

/** A template that cannot be read; `column` counts from 1. */
export class TemplateError extends Error {
  readonly column: number;
  constructor(message: string, column: number) {
    super(message);
    this.name = 'TemplateError';
    this.column = column;
  }
}

/** By its code: 1 for a sign that may mean something. */
const SIGNS = new Uint8Array(128);
for (const sign of '\\()[]{}<>|;') SIGNS[sign.charCodeAt(0)] = 1;

/** Whether a character stands for itself; false behind the last. */
function isPlain(template: string, at: number): boolean {
  return at < template.length && SIGNS[template.charCodeAt(at)] !== 1;
}

const MAX_LENGTH = 4000;
const MAX_DEPTH = 40;

/**
 * Reads a template: `[optional]`, `(a|b)`, permutations `(a;b)`, `{list}`, `{list:slot}`, `{list:@capture}`, `<rule>`, a
 * backslash before a sign that is meant literally, and `a|b` without brackets around the whole.
 * Throws TemplateError.
 */
export function parseTemplate(template: string): Expression {
  if (template.length > MAX_LENGTH) throw new TemplateError(`longer than ${MAX_LENGTH} characters`, MAX_LENGTH);
  let at = 0;

  function group(close: ')' | ']' | undefined, opened: number, depth: number): Expression {
    if (depth > MAX_DEPTH) throw new TemplateError(`brackets nested deeper than ${MAX_DEPTH}`, opened + 1);
    const branches: Expression[][] = [[]];
    let separator: '|' | ';' | undefined;
    let text = '';
    const flush = (): void => {
      if (text !== '') branches.at(-1)?.push({ kind: 'text', text });
      text = '';
    };
    for (;;) {
      const sign = template[at];
      if (sign === undefined) {
        if (close !== undefined)
          throw new TemplateError(`"${template[opened]}" is never closed with "${close}"`, opened + 1);
        break;
      }
      at += 1;
      if (sign === close) break;
      if (sign === '\\') {
        const literal = template[at];
        if (literal === undefined) throw new TemplateError('ends in a backslash', at);
        text += literal;
        at += 1;
      } else if (sign === '(' || sign === '[') {
        flush();
        const inner = group(sign === '(' ? ')' : ']', at - 1, depth + 1);
        branches.at(-1)?.push(sign === '(' ? inner : { kind: 'alternatives', items: [inner, NOTHING] });
      } else if (sign === '{' || sign === '<') {
        flush();
        branches.at(-1)?.push(sign === '{' ? listReference() : { kind: 'rule', rule: reference('>', 'rule') });
      } else if (sign === '|' || (sign === ';' && close === ')')) {
        if (separator !== undefined && separator !== sign) {
          throw new TemplateError('"|" and ";" cannot be mixed in one pair of brackets', at);
        }
        separator = sign;
        flush();
        branches.push([]);
      } else if (')]}>'.includes(sign)) {
        throw new TemplateError(`"${sign}" closes nothing`, at);
      } else {
        const start = at - 1;
        while (isPlain(template, at)) at += 1;
        text += template.slice(start, at);
      }
    }
    flush();
    const items = branches.map((branch): Expression => {
      const [only] = branch;
      return branch.length === 1 && only !== undefined ? only : { kind: 'sequence', items: branch };
    });
    const [only] = items;
    if (items.length === 1 && only !== undefined) return only;
    return { kind: separator === ';' ? 'permutation' : 'alternatives', items };
  }

  function reference(close: '}' | '>', what: string): string {
    const start = at;
    const end = template.indexOf(close, at);
    if (end < 0) throw new TemplateError(`the name of a ${what} is never closed with "${close}"`, start);
    const name = template.slice(start, end).trim();
    if (!/^[@\p{L}\p{N}_][\p{L}\p{N}_.:@-]*$/u.test(name))
      throw new TemplateError(`"${name}" is not the name of a ${what}`, start);
    at = end + 1;
    return name;
  }

  function listReference(): Expression {
    const start = at;
    const [list = '', ...rest] = reference('}', 'list').split(':');
    const slot = rest.join(':');
    const plain = list.startsWith('@') ? list.slice(1) : list;
    const target = rest.length === 0 ? list : slot;
    const capture = target.startsWith('@');
    const name = capture ? target.slice(1) : target;
    if (plain === '' || name === '')
      throw new TemplateError('a list reference needs a name on both sides of ":"', start);
    return { kind: 'list', list: plain, slot: name, capture };
  }

  return group(undefined, 0, 0);
}
