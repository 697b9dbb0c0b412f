import { readFileSync } from 'node:fs';
import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { escaped } from './escaped.ts';
import { type Settings, settingsSchema } from './schema.ts';

/** Settings that cannot be used. The message names every fault with its line, one on each, fit for a terminal. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads the settings file. A file that does not exist is all defaults. @throws SettingsError with every fault at once. */
export function loadSettings(file: string): Settings {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    if (!isMissing(thrown)) throw new SettingsError(escaped(`${file} cannot be read: ${String(thrown)}`));
  }
  return parseSettings(text, file);
}

/** @param file name for the messages */
export function parseSettings(text: string, file: string): Settings {
  let raw: Record<string, unknown>;
  try {
    raw = parse(text);
  } catch (thrown) {
    if (thrown instanceof TomlError)
      throw new SettingsError(escaped(`${file}:${thrown.line}: ${thrown.message.split('\n')[0]}`), { cause: thrown });
    throw thrown;
  }
  const known = new Set(Object.keys(settingsSchema.shape));
  const faults: string[] = [];
  const services = new Map<string, Record<string, unknown>>();
  for (const [section, value] of Object.entries(raw)) {
    if (known.has(section)) continue;
    const parsed = z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(value);
    if (parsed.success) services.set(section, parsed.data);
    else
      faults.push(
        `${at(text, file, [section])}[${section}] is not a section; sections are ${[...known].join(', ')}, and [<capability>.<provider>] of a service`,
      );
  }
  const parsed = settingsSchema.safeParse(raw);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.path.map(String);
      faults.push(`${at(text, file, path)}${path.join('.')}: ${issue.message}`);
    }
  }
  if (faults.length > 0 || !parsed.success) throw new SettingsError(faults.map(escaped).join('\n'));
  return { ...parsed.data, services: Object.fromEntries(services) };
}

/** `file:line: ` of a key, found by reading the file as TOML is written: section headers, then keys. */
function at(text: string, file: string, path: readonly string[]): string {
  const lines = text.split('\n');
  const [section = '', ...rest] = path;
  const header = lines.findIndex((line) => new RegExp(`^\\s*\\[+\\s*${literal(section)}\\b`).test(line));
  if (header < 0) {
    // Written as a dotted key or an inline table.
    const dotted = lines.findIndex((line) => new RegExp(`^\\s*${literal(section)}\\s*[.=]`).test(line));
    return dotted < 0 ? `${file}: ` : `${file}:${dotted + 1}: `;
  }
  const key = rest.filter((part) => !/^\d+$/.test(part)).at(-1);
  const entry =
    key === undefined
      ? -1
      : lines.findIndex((line, index) => index > header && new RegExp(`^\\s*${literal(key)}\\s*=`).test(line));
  return `${file}:${(entry < 0 ? header : entry) + 1}: `;
}

function literal(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_]/g, '\\$&');
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}
