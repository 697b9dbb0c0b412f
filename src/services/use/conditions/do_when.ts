import type { Condition } from '../../../language/condition.ts';

interface Origin {
  readonly client: string;
  readonly area?: string | undefined;
}

export function* doWhen({ said }: Condition, words: string, _again: boolean, _origin: Origin) {
  return {
    text: `I cannot wait for it yet that ${said}. I can do it at a time: say, for example, "${words} at nine".`,
    outcome: 'failed' as const,
  };
}
