/** Something to say about a place in a home file. Lines count from 1. */
export interface HomeIssue {
  readonly line: number;
  readonly message: string;
}

/** `line 12: entities[3].area: there is no area "Kichen"` */
export function sayIssue(issue: HomeIssue): string {
  return `line ${issue.line}: ${issue.message}`;
}
