import { wakeHead } from '../wake_head.ts';
import { type Example, examplesOf, type Heard } from './examples.ts';
import { headFile } from './head_file.ts';
import { type Judged, judge } from './measure.ts';
import { type Course, type Network, train } from './network.ts';
import { randomFor } from './random.ts';

/** Sound to learn from and sound to measure with, each scene with the part of the split that it belongs to. */
export interface Lessons {
  readonly teach: readonly Heard[];
  readonly measure: readonly Heard[];
}

export interface Fold {
  readonly fold: number;
  /** Trained on all the other folds. */
  readonly network: Network;
  /** What the head of this fold made of the scenes that it was kept from. */
  readonly judged: readonly Judged[];
}

export interface Validation {
  readonly folds: number;
  /** One fold alone; all where absent. */
  readonly only?: number;
  readonly course: Course;
  /** Groups that the head of a fold hears nothing of, whoever says them, as words that nobody thought of would be. */
  readonly unheard?: (fold: number) => readonly string[];
  /** Keeps a network once it is trained; absent, it is trained each time. */
  readonly kept?: (name: string, make: () => Promise<Network>) => Promise<Network>;
  readonly tell?: (line: string) => void;
}

/**
 * Trains one head for each part of the split, on all the others, and measures it with the part that it was kept from: its
 * speakers, and its words where some are unheard. So every scene is judged once, by a head that is a stranger to it.
 */
export async function crossValidated({ teach, measure }: Lessons, validation: Validation): Promise<Fold[]> {
  const done: Fold[] = [];
  for (let fold = 0; fold < validation.folds; fold += 1) {
    if (validation.only !== undefined && fold !== validation.only) continue;
    const away = validation.unheard?.(fold) ?? [];
    const isApart = (one: Heard) => (elsewhere(one.group, validation) ?? one.fold) === fold;
    const heard = teach.filter((one) => one.fold !== fold && !away.includes(one.group));
    const network = await learned(heard.flatMap(examplesOf), `fold ${fold}, without ${away.join(', ')}`, validation);
    // Rounded as it would ship: what is measured is what it does.
    const head = wakeHead(headFile(network, { word: 'measured', threshold: 0.5 }));
    done.push({ fold, network, judged: measure.filter(isApart).map((one) => judge(head, one)) });
  }
  return done;
}

/** A group that is unheard in some fold is measured there, whole. */
function elsewhere(group: string, { folds, unheard }: Validation): number | undefined {
  const said = group.replace(/ in rooms$/, '');
  return Array.from({ length: folds }, (_, fold) => fold).find((fold) => unheard?.(fold).includes(said));
}

/** The network of these examples. */
export async function learned(examples: readonly Example[], name: string, validation: Validation): Promise<Network> {
  const make = () => train(examples, validation.course, randomFor(`training ${name}`), validation.tell);
  return validation.kept?.(name, make) ?? make();
}
