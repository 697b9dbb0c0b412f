import { rule } from 'agentos/service';
import { announcement } from '../../need/announce/contract.ts';
import { announcer } from './contract.ts';

/** Everyone who takes notices hears it. */
export default rule({
  name: 'announcer',
  on: announcement,
  start: (said) => ({ call: announcer(said) }),
});
