import { Fault } from 'agentos/service';
import { readHtml } from '../../../web/html_text.ts';
import { fetchLayout, type OpenFolder } from './mail_fetch.ts';
import type { Attached } from './mail_layout.ts';
import { plainText } from './plain_text.ts';

/** Of one attachment, unpacked. */
const MAX_BYTES = 1_024 * 1_024;

/** The text of a file that is attached to a mail. @throws Fault NOT_FOUND, FAILED_PRECONDITION for what holds no text */
export async function readAttachment(
  open: OpenFolder,
  uid: number,
  part: string,
  characters: number,
): Promise<Attached & { readonly text: string; readonly cut: boolean }> {
  const layout = await fetchLayout(open, uid);
  if (layout === undefined) throw new Fault('NOT_FOUND', 'The mail is there no more.');
  const attached = layout.attachments.find((one) => one.part === part);
  if (attached === undefined) throw new Fault('NOT_FOUND', `That mail has nothing attached as ${part}.`);
  if (attached.readable !== true)
    throw new Fault('FAILED_PRECONDITION', `${attached.name} is ${attached.type}, of which I cannot read the text.`);
  const { meta, content } = await open.client.download(String(uid), part, { uid: true, maxBytes: MAX_BYTES });
  const chunks: Buffer[] = [];
  let size = 0;
  if (content !== undefined)
    for await (const chunk of content) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      chunks.push(bytes);
      size += bytes.length;
    }
  const raw = Buffer.concat(chunks);
  if (raw.subarray(0, 8_000).includes(0))
    throw new Fault('FAILED_PRECONDITION', `${attached.name} says that it is ${attached.type}, and holds no text.`);
  const said = decoded(raw, meta?.charset);
  const isPage = /html/.test(attached.type) || /\.html?$/i.test(attached.name);
  const text = plainText(isPage ? (await readHtml(said)).text : said).trim();
  return {
    ...attached,
    text: text.slice(0, characters).toWellFormed(),
    cut: text.length > characters || size >= MAX_BYTES,
  };
}

/** As UTF-8, which the library has made of some of it and which nothing else looks like, else as its type says, else as old machines write. */
function decoded(raw: Buffer, charset: string | undefined): string {
  for (const label of ['utf-8', charset ?? '']) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(raw, { stream: true });
    } catch {
      // Another one is tried.
    }
  }
  return new TextDecoder('windows-1252').decode(raw);
}
