import type { MessageStructureObject } from 'imapflow';
import { onOneLine } from './plain_text.ts';

/** A mail of more parts than this is read as far as they go. */
const MAX_PARTS = 200;
const MAX_TEXTS = 8;
const MAX_ATTACHMENTS = 50;

export interface MailLayout {
  /** Numbers of the parts that are read, in order; undefined for a mail that is one part. */
  readonly texts: readonly (string | undefined)[];
  readonly attachments: readonly Attached[];
}

export interface Attached {
  readonly name: string;
  readonly type: string;
  readonly bytes?: number;
  readonly part?: string;
  readonly readable?: boolean;
}

/** What of a mail is its text and what is attached, by the structure that the server tells. Of two forms of a text, the plain one. */
export function layoutOf(structure: MessageStructureObject | undefined): MailLayout {
  const texts: (string | undefined)[] = [];
  const attachments: Attached[] = [];
  if (structure === undefined) return { texts: [undefined], attachments };
  const queue = [structure];
  for (let seen = 0; queue.length > 0 && seen < MAX_PARTS; seen += 1) {
    const node = queue.shift();
    if (node === undefined) break;
    const type = node.type.toLowerCase();
    const children = node.childNodes ?? [];
    if (type.startsWith('multipart/') && children.length > 0) {
      queue.unshift(...(type === 'multipart/alternative' ? chosen(children) : children));
    } else if (isText(node)) {
      if (texts.length < MAX_TEXTS) texts.push(node.part);
    } else if (attachments.length < MAX_ATTACHMENTS) attachments.push(attachment(node, type));
  }
  return { texts: texts.length === 0 && attachments.length === 0 ? [undefined] : texts, attachments };
}

function isText({ type, disposition }: MessageStructureObject): boolean {
  return /^text\/(plain|html)$/i.test(type) && disposition?.toLowerCase() !== 'attachment';
}

/** Of alternatives the plain one that has something in it, else the first that holds a text; calendars and the like stay attached. */
function chosen(children: readonly MessageStructureObject[]): readonly MessageStructureObject[] {
  const plain = children.find((one) => /^text\/plain$/i.test(one.type) && (one.size ?? 1) > 0);
  const best = plain ?? children.find((one) => isText(one) || one.type.toLowerCase().startsWith('multipart/'));
  const attached = children.filter((one) => one !== best && !isText(one) && !/^multipart\//i.test(one.type));
  return best === undefined ? children : [best, ...attached];
}

function attachment(node: MessageStructureObject, type: string): Attached {
  const named = node.dispositionParameters?.['filename'] ?? node.parameters?.['name'] ?? node.description ?? '';
  const plain = type === 'message/rfc822' ? (node.envelope?.subject ?? 'a forwarded mail') : 'no name';
  const name = onOneLine(named).slice(0, 200) || onOneLine(plain).slice(0, 200);
  return {
    name,
    type: onOneLine(type).slice(0, 100),
    ...(node.size === undefined ? {} : { bytes: node.size }),
    ...(node.part === undefined ? {} : { part: node.part }),
    ...(node.part !== undefined && isReadable(type, name) ? { readable: true } : {}),
  };
}

/** Text by its type; by its name where the type says only that it is a file. */
function isReadable(type: string, name: string): boolean {
  if (/^(text\/.+|application\/(json|xml|ics|csv|x-yaml|yaml|toml|xhtml\+xml)|.+\+(json|xml))$/.test(type))
    return !/^(text\/rtf|image\/)/.test(type);
  return type === 'application/octet-stream' && /\.(txt|md|csv|tsv|ics|json|xml|html?|log|ya?ml|toml)$/i.test(name);
}
