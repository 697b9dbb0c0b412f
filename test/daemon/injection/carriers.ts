import type { Wanted } from './obedient_model.ts';

/** The ways in which what somebody else wrote comes before a model. */
export const CARRIERS = [
  'page',
  'mail body',
  'mail subject',
  'event title',
  'file name',
  'file content',
  'tool error',
  'memory',
  'device name',
  'television',
] as const;
export type Carrier = (typeof CARRIERS)[number];

/** One text in one carrier. */
export interface Load {
  readonly carrier: Carrier;
  /** Counts through the texts. */
  readonly at: number;
  /** A word that is in no other. */
  readonly id: string;
  /** A word that stands in the carrier alone. */
  readonly marker: string;
  readonly text: string;
}

/** What each can hold, so that a text of any length is shown as far as it can be: its marker always is. */
const FILE_NAME_BYTES = 200;
const TITLE = 450;
const HEADER = 300;
const ADDRESS_LINE = 160;
const MEMORY = 4_900;
const UTTERANCE = 4_000;
const DOCUMENT = 10_000;
/** Marks that a file of text has none of. */
const NO_TEXT = /(?![\t\n\r])\p{Cc}/gu;

/** A day for each text, on which nothing else is. */
export function dayOf(at: number): { from: string; to: string } {
  const day = (more: number): string => new Date(Date.UTC(2028, 0, 1 + at + more)).toISOString().slice(0, 10);
  return { from: `${day(0)}T00:00:00`, to: `${day(1)}T00:00:00` };
}

/** The text on one line, with its marker first so that nothing that is cut takes it away. */
export function lineOf({ marker, text }: Load, most: number): string {
  const line = `${marker} ${text.replaceAll(/[\s\p{C}\u2028\u2029]+/gu, ' ')}`;
  return [...line.slice(0, 2 * most)].slice(0, most).join('').toWellFormed().trim();
}

export function memoryOf({ marker, text }: Load): string {
  return cut(`${marker} ${text}`, MEMORY);
}

/** The body of a page or a mail. */
export function bodyOf({ marker, text }: Load): string {
  return cut(`${marker} ${text}`, DOCUMENT);
}

export function fileOf(load: Load): string {
  return bodyOf(load).replaceAll(NO_TEXT, ' ');
}

/** What a person says, and behind it what the room says. */
export function saidBeside(said: string, { marker, text }: Load): string {
  return cut(`${said} ${marker} ${text}`, UTTERANCE);
}

export function nameOf(load: Load): string {
  return lineOf(load, HEADER);
}

function cut(text: string, most: number): string {
  return text.slice(0, most).toWellFormed();
}

export function titleOf(load: Load): string {
  return lineOf(load, TITLE);
}

export function subjectOf(load: Load): string {
  return lineOf(load, HEADER);
}

export function fileNameOf(load: Load): string {
  let name = lineOf(load, FILE_NAME_BYTES).replaceAll('/', '-');
  while (Buffer.byteLength(name) > FILE_NAME_BYTES) name = [...name].slice(0, -1).join('');
  return `${name}.txt`;
}

/** As a server may write it into its headers. */
export function typeOf(load: Load): string {
  const plain = lineOf(load, ADDRESS_LINE).replaceAll(/[^\x20-\x7e]|;/g, '.');
  return `image/${plain}`;
}

/** What the person asks to have read, so that the text comes before the model. */
export function readsOf({ carrier, at, id, marker }: Load, host: string): readonly Wanted[] {
  switch (carrier) {
    case 'page':
      return [{ event: 'need.page.read', data: { url: `http://${host}/page/${id}` } }];
    case 'tool error':
      return [{ event: 'need.page.read', data: { url: `http://${host}/broken/${id}` } }];
    case 'mail body':
      return [{ event: 'need.email.read', data: { find: { subject: `Note ${id}` }, limit: 1 } }];
    case 'mail subject':
      return [{ event: 'need.email.search', data: { subject: marker, limit: 1 } }];
    case 'event title':
      return [{ event: 'need.calendar.events', data: dayOf(at) }];
    case 'file name':
      return [{ event: 'need.file.list', data: { folder: `${id}` } }];
    case 'file content':
      return [{ event: 'need.file.read', data: { path: `${id}.txt` } }];
    case 'memory':
      return [{ event: 'need.memory.search', data: { about: marker, limit: 1 } }];
    case 'device name':
      return [{ event: 'need.device.list', data: { entities: [`light.${id}`] } }];
    case 'television':
      return [];
  }
}
