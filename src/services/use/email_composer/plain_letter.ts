const MAX_SUBJECT = 60;

interface Given {
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly points?: readonly string[] | undefined;
  readonly answers?: { readonly subject: string } | undefined;
}

/** A mail of the given words and nothing else: sentences begin and end as they are written, points stand under each other. */
export function plainLetter({ subject, text, points = [], answers }: Given): { subject: string; body: string } {
  const said = text?.trim() ?? '';
  const listed = points.map((point) => point.trim()).filter((point) => point !== '');
  const body = [
    ...(said === '' ? [] : [asSentence(said)]),
    ...(listed.length === 0 ? [] : [listed.map((point) => `- ${point}`).join('\n')]),
  ].join('\n\n');
  const about =
    oneLine(subject ?? '') ||
    (answers === undefined ? subjectOf(said || (listed[0] ?? '')) : answerTo(answers.subject));
  return { subject: about, body: body === '' ? asSentence(about) : body };
}

/** `Re: ` once. */
export function answerTo(subject: string): string {
  const plain = oneLine(subject);
  return /^re\s*:/i.test(plain) ? plain : `Re: ${plain}`.trim();
}

/** The first sentence or clause, as far as a subject goes. */
function subjectOf(text: string): string {
  const line = oneLine(text);
  const [first = ''] = line.split(/(?<=[.!?])\s|[;:]\s/);
  const plain = first.replace(/[.!]+$/, '');
  if (plain.length <= MAX_SUBJECT) return capital(plain);
  const cut = plain.slice(0, MAX_SUBJECT - 1);
  return capital(`${cut.slice(0, Math.max(cut.lastIndexOf(' '), 20)).trimEnd()}…`);
}

function asSentence(text: string): string {
  return /[\p{L}\p{N})"'’”]$/u.test(text) && !text.includes('\n') ? `${capital(text)}.` : capital(text);
}

function capital(text: string): string {
  return /^https?:/i.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}\p{Z}]+/gu, ' ').trim();
}
