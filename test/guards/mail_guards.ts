// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of code.
import type { Guard } from './guard.ts';

const MAIL = 'services/need/email';

/** Of mail: what goes out, what comes in, and what is told of it. */
export const MAIL_GUARDS: readonly Guard[] = [
  {
    guard: 'no header is smuggled into a mail',
    file: `${MAIL}/contract.ts`,
    from: ".regex(/^[^\\p{Cc}\\u2028\\u2029]*$/u, 'has to be one line')",
    to: '',
    test: `${MAIL}/sending.test.ts`,
    title: 'is refused for %s',
  },
  {
    guard: 'a mail of a call is known again by its Message-ID',
    file: `${MAIL}/mail_id.ts`,
    from: '.update(`${address}\\n${key}`)',
    to: '.update(`${address}\\n${key}${Math.random()}`)',
    test: `${MAIL}/sending.test.ts`,
    title: 'has a Message-ID that its call alone gives',
  },
  {
    guard: 'what the server does not take is kept among the drafts',
    file: `${MAIL}/send_tools.ts`,
    from: '    await keepDraft(client, account, messageId, raw);\n  });',
    to: '  });',
    test: `${MAIL}/sending.test.ts`,
    title: 'is kept among the drafts where the server does not take it, and that is said',
  },
  {
    guard: 'a mail that may have left is not told as one that did not',
    file: `${MAIL}/smtp_out.ts`,
    from: 'textBegan && !answered',
    to: 'textBegan && answered',
    test: `${MAIL}/sending.test.ts`,
    title: 'P8 is read back by where it stands: sent, nowhere, or among the drafts',
  },
  {
    guard: 'no more mail goes out in an hour than is allowed',
    file: `${MAIL}/send_tools.ts`,
    from: 'if (lately >= settings.max_sent_per_hour)',
    to: 'if (lately < 0)',
    test: `${MAIL}/sending.test.ts`,
    title: 'S14 no more are sent in an hour than the settings say, also after a restart',
  },
  {
    guard: 'a yes is for a mail that was shown in full',
    file: `${MAIL}/question.ts`,
    from: 'if (question.length > MAX_CHARACTERS)',
    to: 'if (question.length < 0)',
    test: `${MAIL}/sending.test.ts`,
    title: 'is shown with everybody who gets it and every word, without what cannot be seen',
  },
  {
    guard: 'passwords go over no open connection but to this machine',
    file: `${MAIL}/account_settings.ts`,
    from: "security !== 'none' || LOOPBACK.test(host)",
    to: "security !== 'none' || host !== ''",
    test: `${MAIL}/privacy.test.ts`,
    title: 'settings %j are refused',
  },
  {
    guard: 'the mail that is deleted is the one that was named',
    file: `${MAIL}/change_tools.ts`,
    from: 'for (const header of headers) assertShown(byId.get(header.id), header);',
    to: 'if (headers.length < 0) for (const header of headers) assertShown(byId.get(header.id), header);',
    test: `${MAIL}/reading.test.ts`,
    title: 'is marked, moved and put into the trash, and all of it taken back',
  },
  {
    guard: 'nothing unseen comes out of a mail',
    file: `${MAIL}/plain_text.ts`,
    from: ".replaceAll(UNSEEN, '')",
    to: '',
    test: `${MAIL}/read_mime.test.ts`,
    title: 'with %s is read',
  },
  {
    guard: 'what a mail hides from its reader is not read',
    file: 'web/html_text.ts',
    from: "HIDDEN.test(attributes['style']?.slice(0, 2_000) ?? '')",
    to: "HIDDEN.test('')",
    test: 'web/html_text.test.ts',
    title: '<div style="display: none">x<div>y</div></div>z',
  },
  {
    guard: 'a mail that was told is not told again',
    file: `${MAIL}/inbox_watch.ts`,
    from: 'filter(({ uid }) => uid > cursor.uid)',
    to: 'filter(({ uid }) => uid >= cursor.uid)',
    test: `${MAIL}/watching.test.ts`,
    title: 'tells what came while nobody looked, and what was told already not again',
  },
];
