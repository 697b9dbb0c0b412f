import { agent, Fault } from 'agentos/service';
import { sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { deviceList, problemOf, setAndSay } from '../../need/device/contract.ts';
import { media } from './contract.ts';
import { meant } from './meant.ts';
import { type MediaAct, mediaAct } from './media_act.ts';

export default agent({
  contract: media,
  *run({ input, thread }) {
    const act: MediaAct | undefined = mediaAct(input);
    if (act === undefined)
      throw new Fault(
        'INVALID_ARGUMENT',
        `use.media does not know the intent ${input.intent} with ${Object.keys(input.slots).join(', ')}.`,
      );
    try {
      const { entities } = yield* deviceList(
        input.targets.length > 0 ? { entities: input.targets.map(({ id }) => id) } : { domains: ['media_player'] },
      );
      const chosen = meant(input, entities, act.inState, thread.origin.area);
      if (chosen.length === 0) {
        const names = entities.map(({ name }) => sayName(name));
        const text =
          act.inState === 'playing' || names.length === 0
            ? 'Nothing is playing.'
            : `Say on which: ${joinWords(names.slice(0, 5), 'or')}.`;
        return { text, outcome: 'failed' as const };
      }
      const demands = act.demandsFor(chosen, new Map(entities.map((entity) => [entity.id, entity])));
      return yield* setAndSay(input, demands, act.said);
    } catch (thrown) {
      return { text: problemOf(thrown), outcome: 'failed' as const };
    }
  },
});
