import { basename } from 'node:path';

/** Characters that would end or garble a line; a file's name may hold any but `/` and NUL. */
const UNSPEAKABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** The utterance of a rule for a file: `{path}`, `{name}` and `{text}` filled in, once, so that braces in a file mean nothing. */
export function utteranceFor(template: string, path: string, text: string): string {
  const parts: { readonly [name: string]: string } = { path: plain(path), name: plain(basename(path)), text };
  return template.replaceAll(/\{(path|name|text)\}/g, (placeholder, name: string) => parts[name] ?? placeholder).trim();
}

function plain(name: string): string {
  return name.toWellFormed().replaceAll(UNSPEAKABLE, ' ');
}
