import type { Expression } from './expression.ts';

/** Every text that an expression without lists can stand for, up to `limit`. Rules are looked up; a list stands for nothing. */
export function expandTexts(
  expression: Expression,
  rule: (name: string) => Expression | undefined,
  limit: number,
): string[] {
  const inside: string[] = [];
  const expand = (at: Expression): string[] => {
    switch (at.kind) {
      case 'text':
        return [at.text];
      case 'list':
        return [];
      case 'rule': {
        const body = rule(at.rule);
        if (body === undefined || inside.includes(at.rule)) return [];
        inside.push(at.rule);
        const texts = expand(body);
        inside.pop();
        return texts;
      }
      case 'alternatives':
        return at.items.flatMap(expand).slice(0, limit);
      case 'sequence':
        return product(at.items.map(expand), '', limit);
      case 'permutation': {
        const parts = at.items.map(expand);
        return [...product(parts, ' ', limit), ...product([...parts].reverse(), ' ', limit)].slice(0, limit);
      }
    }
  };
  return [...new Set(expand(expression).map((text) => text.replace(/\s+/g, ' ').trim()))].slice(0, limit);
}

function product(parts: readonly string[][], between: string, limit: number): string[] {
  let texts = [''];
  for (const [index, part] of parts.entries()) {
    texts = texts.flatMap((text) => part.map((next) => (index === 0 ? next : text + between + next))).slice(0, limit);
  }
  return texts;
}
