import { readFileSync } from 'node:fs';

/**
 * The texts of a file of JSON lines `{"text"}`; whatever else a line has is left aside. Texts may be empty, and of any kind.
 * @param file {string} @param field {string} the name under which the text stands
 * @returns {{ texts: string[], aside: string[] }} `aside`: names of what was left aside
 * @throws an Error that says which line is none, and why
 */
export function readTexts(file, field = 'text') {
  let raw;
  try {
    raw = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (thrown) {
    const why = thrown instanceof TypeError ? 'it is no UTF-8' : thrown.message;
    throw new Error(`${file} cannot be read: ${why}. Name a file of JSON lines {"${field}": "…"}.`, { cause: thrown });
  }
  const texts = [];
  const aside = new Set();
  for (const [index, line] of raw.split('\n').entries()) {
    if (line.trim() === '') continue;
    const wrong = (what) => new Error(`${file}, line ${index + 1}: ${what}. Each line is {"${field}": "…"}.`);
    let row;
    try {
      row = JSON.parse(line);
    } catch {
      throw wrong(`it is no JSON: ${shown(line)}`);
    }
    if (typeof row !== 'object' || row === null || Array.isArray(row)) throw wrong(`it is no object: ${shown(line)}`);
    if (!Object.hasOwn(row, field)) {
      const names = Object.keys(row);
      const has = names.length === 0 ? 'nothing' : names.map((name) => `"${name}"`).join(', ');
      throw wrong(
        `it has no "${field}", but ${shown(has)}${names.length === 0 ? '' : ' (--field NAME takes another)'}`,
      );
    }
    if (typeof row[field] !== 'string') throw wrong(`its "${field}" is no text: ${shown(JSON.stringify(row[field]))}`);
    texts.push(row[field]);
    for (const name of Object.keys(row)) if (name !== field) aside.add(name);
  }
  if (texts.length === 0) throw new Error(`${file} holds no texts. Each line is {"${field}": "…"}.`);
  return { texts, aside: [...aside] };
}

function shown(text) {
  const plain = text.replaceAll(/\p{C}+/gu, ' ');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
