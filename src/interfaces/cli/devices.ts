import { Command } from 'commander';
import { attached, socketOption } from './attach.ts';
import { CliError } from './cli_error.ts';
import { colours } from './colours.ts';
import { type EntityRecord, type HomeRecord, homeRecord } from './home_record.ts';
import { json, line, width } from './output.ts';
import { clipped, onOneLine } from './terminal_text.ts';

interface DevicesOptions {
  readonly area?: string;
  readonly domain?: string;
  readonly json?: boolean;
  readonly socket?: string;
}

export function devicesCommand(): Command {
  return new Command()
    .option('--area <name>', 'Only those in this area, by id, name or alias.')
    .option('--domain <name>', 'Only those of this kind, as in light.')
    .option('--json', 'Prints one object per line.')
    .addOption(socketOption())
    .addHelpText('after', '\nExample:\n  agentos devices --area kitchen\n  agentos devices --domain light --json')
    .action((options: DevicesOptions) =>
      attached(options, async (client) => {
        const home = homeRecord.parse(await client.call('need.device.home', {}));
        const wanted = chosen(home, options);
        if (options.json) {
          for (const entity of wanted) json(entity);
          return;
        }
        if (wanted.length === 0) line('No device is like that. All of them: agentos devices');
        for (const { name, entities } of placesOf(home, wanted)) {
          line(colours.bold(onOneLine(name)));
          for (const entity of entities) line(`  ${deviceLine(entity)}`);
        }
      }),
    );
}

function chosen({ areas, entities }: HomeRecord, { area, domain }: DevicesOptions): readonly EntityRecord[] {
  const place = area?.toLowerCase();
  const inside = areas.filter(({ id, name, aliases }) =>
    [id, name, ...aliases].some((each) => each.toLowerCase() === place),
  );
  if (place !== undefined && inside.length === 0)
    throw new CliError(`There is no area "${area}". There are: ${areas.map(({ name }) => name).join(', ')}.`);
  const ids = new Set(inside.map(({ id }) => id));
  return entities.filter(
    (entity) =>
      (domain === undefined || entity.id.startsWith(`${domain}.`)) &&
      (place === undefined || (entity.area !== undefined && ids.has(entity.area))),
  );
}

/** Devices by area, floor by floor; those that are nowhere come last. */
function placesOf({ floors, areas }: HomeRecord, entities: readonly EntityRecord[]) {
  const order = [...floors.map(({ id }) => id), undefined];
  const places = order.flatMap((floor) => areas.filter((area) => area.floor === floor));
  const named = places.map(({ id, name, floor }) => {
    const above = floors.find((each) => each.id === floor)?.name;
    return {
      name: above === undefined ? name : `${name} (${above})`,
      entities: entities.filter(({ area }) => area === id),
    };
  });
  const nowhere = { name: 'In no area', entities: entities.filter(({ area }) => area === undefined) };
  return [...named, nowhere].filter((place) => place.entities.length > 0);
}

/** A device on one line, whatever its names hold. */
export function deviceLine({ id, name, state, attributes }: EntityRecord): string {
  const unit = attributes['unit_of_measurement'];
  const told = typeof unit === 'string' ? `${state} ${unit}` : state;
  const plain = `${onOneLine(name).padEnd(28)} ${onOneLine(told).padEnd(16)} `;
  const colour = state === 'on' || state === 'open' || state === 'unlocked' ? colours.yellow : (text: string) => text;
  return `${colour(plain)}${colours.dim(clipped(onOneLine(id), width() - plain.length - 2))}`;
}
