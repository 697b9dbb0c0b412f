import { agent, Fault } from 'agentos/service';
import type { Command, Target } from '../../../language/command.ts';
import { sayArea } from '../../../language/say_devices.ts';
import { type Demand, deviceList, problemOf, setAndSay } from '../../need/device/contract.ts';
import { vacuums } from './contract.ts';

export default agent({
  contract: vacuums,
  *run({ input }) {
    const wanted = wantedOf(input);
    let { targets } = input;
    if (targets.length === 0) {
      try {
        targets = targetsFrom((yield* deviceList({ domains: wanted.domains })).entities);
      } catch (thrown) {
        return { text: problemOf(thrown), outcome: 'failed' as const };
      }
    }
    const demands = wanted.domains.map((domain) => {
      const service = wanted.services[domain] ?? '';
      return {
        targets: targets.filter((target) => target.domain === domain),
        service,
        ...(wanted.data ? { data: wanted.data } : {}),
      };
    });
    return yield* setAndSay(input, demands, wanted.said);
  },
});

interface Wanted {
  readonly domains: string[];
  readonly services: { readonly [domain: string]: string };
  readonly data?: NonNullable<Demand['data']>;
  readonly said: (names: string) => string;
}

function wantedOf({ intent, slots }: Command): Wanted {
  const vacuum = (service: string, said: Wanted['said'], data?: Wanted['data']): Wanted => ({
    domains: ['vacuum'],
    services: { vacuum: service },
    ...(data === undefined ? {} : { data }),
    said,
  });
  const mower = (service: string, said: Wanted['said']): Wanted => ({
    domains: ['lawn_mower'],
    services: { lawn_mower: service },
    said,
  });
  const domains = ['vacuum', 'lawn_mower'];
  switch (intent) {
    case 'HassTurnOn':
      return {
        domains,
        services: { vacuum: 'start', lawn_mower: 'start_mowing' },
        said: (names) => `started ${names}`,
      };
    case 'HassTurnOff':
      return {
        domains,
        services: { vacuum: 'return_to_base', lawn_mower: 'dock' },
        said: (names) => `sent ${names} home`,
      };
    case 'HassVacuumStart':
      return vacuum('start', (names) => `started ${names}`);
    case 'HassVacuumReturnToBase':
      return vacuum('return_to_base', (names) => `sent ${names} home`);
    case 'HassVacuumCleanArea': {
      const { area } = slots;
      if (typeof area !== 'string') return vacuum('start', (names) => `started ${names}`);
      return vacuum('clean_area', (names) => `sent ${names} to clean ${sayArea(area)}`, { area: [area] });
    }
    case 'HassLawnMowerStartMowing':
      return mower('start_mowing', (names) => `started ${names}`);
    case 'HassLawnMowerDock':
      return mower('dock', (names) => `sent ${names} home`);
    default:
      throw new Fault('INVALID_ARGUMENT', `use.vacuums does not know the intent ${intent}.`);
  }
}

function targetsFrom(entities: readonly { readonly id: string; readonly name: string }[]): Target[] {
  return entities.map(({ id, name }) => ({ id, name, domain: id.slice(0, id.indexOf('.')) }));
}
