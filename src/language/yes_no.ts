const YES =
  /^(yes|yeah|yep|yup|yes please|sure|sure thing|of course|ok|okay|do it|go ahead|please do|please|confirm|confirmed|correct|right|that's right|affirmative|absolutely|y)$/;
const NO =
  /^(no|nope|nah|no thanks|no thank you|don't|do not|don't do it|stop|cancel|never mind|nevermind|leave it|negative|wait|not now|n)$/;

/** Anything besides words and stops could turn the answer round: "не yes", "ok?", a thumb down. */
const PLAIN = /^[a-z'’`\s.!,;]*$/i;

/** Whether an answer is a plain yes or a plain no; undefined for anything else, which must never pass for a yes. */
export function parseYesNo(text: string): boolean | undefined {
  if (!PLAIN.test(text)) return undefined;
  const said = text
    .toLowerCase()
    .replaceAll(/[’`]/g, "'")
    .replaceAll(/[\s.!,;]+/g, ' ')
    .trim();
  if (YES.test(said)) return true;
  if (NO.test(said)) return false;
  return undefined;
}
