import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { HomeIssue } from './home_issue.ts';

/** Where something stands in a home file: keys and places in lists, from the top. */
export type Path = readonly (string | number)[];

/** A YAML or JSON text, read; places in it are found by path. */
export interface HomeText {
  readonly value: unknown;
  /** Line of what stands at `path`, or of the nearest thing around it. */
  lineOf(path: Path): number;
  /** Keys of the maps at `section[i]`, or of the top for `home`, each with its line. */
  keysOf(section: string): readonly { readonly key: string; readonly line: number }[];
}

/** 2 MiB of text is a house of ten thousand devices, and some seconds of parsing. */
export const MAX_HOME_CHARACTERS = 2 * 1024 * 1024;

/** Never throws: what is wrong comes as issues. */
export function readHomeText(text: string): { readonly text?: HomeText; readonly issues: readonly HomeIssue[] } {
  if (text.length > MAX_HOME_CHARACTERS) {
    return {
      issues: [
        {
          line: 1,
          message: `is larger than 2 MiB (${text.length} characters); a home file lists devices, nothing else`,
        },
      ],
    };
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: true,
    });
    const issues = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      message: said(error),
    }));
    if (issues.length > 0) return { issues };
    return { text: homeText(document, document.toJS({ maxAliasCount: 1_000 }), lines), issues };
  } catch (cause) {
    return { issues: [{ line: 1, message: said(cause) }] };
  }
}

function homeText(document: Document.Parsed, value: unknown, lines: LineCounter): HomeText {
  const lineAt = (node: unknown): number | undefined => {
    const start =
      typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
        ? node.range[0]
        : undefined;
    return typeof start === 'number' ? lines.linePos(start).line : undefined;
  };
  return {
    value,
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const line = lineAt(document.getIn(path.slice(0, length), true));
        if (line !== undefined) return line;
      }
      return lineAt(document.contents) ?? 1;
    },
    keysOf(section) {
      const at = section === 'home' ? document.contents : document.get(section, true);
      const maps = isSeq(at) ? at.items : [at];
      return maps.flatMap((map) =>
        isMap(map)
          ? map.items.map(({ key }) => ({ key: String(isScalar(key) ? key.value : key), line: lineAt(key) ?? 1 }))
          : [],
      );
    },
  };
}

function said(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof RangeError || message.startsWith('Maximum call stack')) return 'is nested too deeply';
  const end = message.indexOf('\n');
  return end < 0 ? message : message.slice(0, end);
}
