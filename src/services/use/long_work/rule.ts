import { rule } from 'agentos/service';
import { workAsked } from '../../need/work/contract.ts';
import { longWork } from './contract.ts';

/**
 * A thread of its own, below the one it was asked in. What is to be done stays in the record: whoever reads that is labelled with
 * where it came from, and a signal is not. How it came out is told where it was asked for, and
 * what has to be asked is asked there.
 */
export default rule({
  name: 'long_work',
  on: workAsked,
  start: ({ id, what, client, area, parent, turn }) => ({
    call: longWork({ id }),
    notify: { client, ...(area === undefined ? {} : { area }) },
    title: what,
    ...(parent === '' ? {} : { parent, ...(turn === undefined ? {} : { parentTurn: turn }) }),
  }),
});
