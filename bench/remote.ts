import { fork } from 'node:child_process';
import { once } from 'node:events';
import { controlFile, ROOT, sideFile } from './places.ts';
import { type Figures, median, type Request, type Response } from './side.ts';

/** A side's process, seen from the parent. */
export interface Remote {
  readonly name: string;
  check(): Promise<unknown>;
  round(): Promise<Figures>;
  close(): Promise<void>;
}

/** @param root of the checkout whose side it is */
export function startSide(name: string, options: object = {}, root = ROOT): Remote {
  return start(name, sideFile(name, root), options, root);
}

export function startControl(name: string, options: object = {}): Remote {
  return start(name, controlFile(name), options, ROOT);
}

function start(name: string, file: string, options: object, root: string): Remote {
  const profile = process.env['AGENTOS_BENCH_PROFILE'];
  const execArgv = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}/${name}`];
  const child = fork(file, [JSON.stringify(options)], {
    execArgv: [...execArgv, '--enable-source-maps'],
    env: { ...process.env, AGENTOS_BENCH_ROOT: root },
  });
  let settle: (response: Response) => void = () => undefined;
  child.on('message', (response: Response) => settle(response));
  child.on('exit', (code) => settle({ failed: `it ended in the middle (exit ${code}).` }));
  const ask = async <T>(request: Request): Promise<T> => {
    const answered = new Promise<Response>((resolve) => (settle = resolve));
    child.send(request);
    const response = await answered;
    if ('failed' in response) throw new Error(`${name}: ${response.failed}`);
    return response.value as T;
  };
  return {
    name,
    check: () => ask('check'),
    round: () => ask('round'),
    close: async () => {
      const left = once(child, 'exit');
      await ask('close');
      await left;
    },
  };
}

/** Throws where two sides do not answer alike: then their times mean nothing. */
export async function agree(sides: readonly Remote[]): Promise<void> {
  const answers: string[] = [];
  for (const side of sides) answers.push(JSON.stringify(await side.check()));
  const [first] = answers;
  const other = answers.findIndex((answer) => answer !== first);
  if (other === -1) return;
  throw new Error(
    `${sides[0]?.name} and ${sides[other]?.name} do not answer alike: ${first?.slice(0, 300)} against ${answers[other]?.slice(0, 300)}`,
  );
}

/** One round of each side after the other, over and over; the first of each is for warming up and is left out. */
export async function interleave(sides: readonly Remote[], rounds: number): Promise<Figures[][]> {
  const figures: Figures[][] = sides.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, side] of sides.entries()) {
      const measured = await side.round();
      if (round > 0) figures[index]?.push(measured);
    }
  }
  return figures;
}

/** The median over rounds of one side's figure over the other's in the same round. */
export function ratio(
  above: readonly Figures[] | undefined,
  below: readonly Figures[] | undefined,
  name: string,
): number {
  return median(
    (above ?? []).map((figures, round) => (figures[name] ?? Number.NaN) / (below?.[round]?.[name] ?? Number.NaN)),
  );
}

export function middle(figures: readonly Figures[] | undefined, name: string): number {
  return median((figures ?? []).map((one) => one[name] ?? Number.NaN));
}
