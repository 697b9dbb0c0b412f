import type { Area, Entity, Floor, Home, Person } from '../../../language/home.ts';
import { closingCircles } from './home_circles.ts';
import type { HomeIssue } from './home_issue.ts';
import { entityId, Names, slug, unusedId } from './home_names.ts';
import { homeShape, KNOWN_KEYS, type WrittenHome } from './home_shape.ts';
import { type HomeText, type Path, readHomeText } from './home_text.ts';
import { situationOf } from './starting_state.ts';

export type ParsedHome =
  | {
      readonly ok: true;
      readonly home: Home;
      readonly warnings: readonly HomeIssue[];
      /** Id of the area where the file says that one speaks. */
      readonly contextArea?: string;
    }
  | { readonly ok: false; readonly errors: readonly HomeIssue[]; readonly warnings: readonly HomeIssue[] };

/** Letters, digits and `_` of any language, as names give them; some test homes have spaces between. */
const ENTITY_ID = /^[a-z_]+\.[\p{L}\p{M}\p{N}_]+(?: [\p{L}\p{M}\p{N}_]+)*$/u;

/** Most errors that are told at once. */
const MAX_ERRORS = 20;

/**
 * A home file, YAML or JSON, as the house it describes. Ids may be left out, references go by id, name or alias, a floor
 * that is only named is made. Pure. Faults come all at once, each with its line: first those of the text, then of its shape,
 * then of its references.
 */
export function parseHome(text: string): ParsedHome {
  const read = readHomeText(text);
  if (!read.text) return { ok: false, errors: read.issues.slice(0, MAX_ERRORS), warnings: [] };
  const file = read.text;
  const warnings = unknownKeys(file);
  const shaped = homeShape.safeParse(file.value ?? {});
  if (!shaped.success) {
    const errors = shaped.error.issues.map(({ path, message }) => {
      const at = path.map((part) => (typeof part === 'number' ? part : String(part)));
      return { line: file.lineOf(at), message: `${placeOf(at)}: ${message}` };
    });
    return { ok: false, errors: errors.slice(0, MAX_ERRORS), warnings };
  }
  const builder = new HomeBuilder(file, shaped.data);
  const home = builder.build();
  if (builder.errors.length > 0) return { ok: false, errors: builder.errors.slice(0, MAX_ERRORS), warnings };
  const contextArea = builder.contextArea;
  return {
    ok: true,
    home,
    warnings: [...warnings, ...builder.warnings],
    ...(contextArea === undefined ? {} : { contextArea }),
  };
}

function unknownKeys(file: HomeText): HomeIssue[] {
  return Object.entries(KNOWN_KEYS).flatMap(([section, known]) =>
    file
      .keysOf(section)
      .filter(({ key }) => !known.has(key))
      .map(({ key, line }) => ({
        line,
        message: `"${key}" is not known in ${section === 'home' ? 'a home' : section} and is left out`,
      })),
  );
}

function placeOf(path: Path): string {
  return (
    path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('') ||
    'the file'
  );
}

class HomeBuilder {
  readonly errors: HomeIssue[] = [];
  readonly warnings: HomeIssue[] = [];
  contextArea: string | undefined;
  readonly #file: HomeText;
  readonly #written: WrittenHome;
  readonly #floors: Floor[] = [];
  readonly #floorNames = new Names();
  readonly #areaNames = new Names();

  constructor(file: HomeText, written: WrittenHome) {
    this.#file = file;
    this.#written = written;
  }

  build(): Home {
    this.#readFloors();
    const areas = this.#areas();
    const entities = this.#entities();
    const spoken = this.#written.context_area;
    if (typeof spoken === 'string') this.contextArea = this.#area(spoken, ['context_area']);
    for (const at of closingCircles(entities)) this.#warnOfCircle(entities[at]?.id ?? '', at);
    const people = this.#people(entities);
    return { language: this.#written.language, floors: this.#floors, areas, entities, people };
  }

  #readFloors(): void {
    this.#written.floors.forEach(({ id, name, aliases }, at) => {
      const floor = { id: this.#newId(this.#floorNames, id, name, ['floors', at]), name, aliases };
      this.#floorNames.add(floor);
      this.#floors.push(floor);
    });
  }

  #areas(): Area[] {
    return this.#written.areas.map(({ id, name, aliases, floor, context_area }, at) => {
      const own = { id: this.#newId(this.#areaNames, id, name, ['areas', at]), name, aliases };
      this.#areaNames.add(own);
      if (context_area) this.contextArea = own.id;
      return floor === undefined ? own : { ...own, floor: this.#floor(floor, ['areas', at, 'floor']) };
    });
  }

  #entities(): Entity[] {
    const taken = new Names();
    const deviceAreas = this.#deviceAreas();
    return this.#written.entities.map((written, at) => {
      const path = ['entities', at];
      const derived = entityId(written);
      if (!ENTITY_ID.test(derived))
        this.#fault([...path, 'id'], `${JSON.stringify(derived)} is not an id; write it as in "light.kitchen_ceiling"`);
      const id = this.#newId(taken, written.id === undefined ? undefined : derived, derived, path);
      taken.add({ id, name: id, aliases: [] });
      const device = written.device ?? undefined;
      if (device !== undefined && this.#written.devices.length > 0 && !deviceAreas.has(device)) {
        this.#fault([...path, 'device'], `there is no device "${device}"`);
      }
      const area = written.area
        ? this.#area(written.area, [...path, 'area'])
        : device === undefined
          ? undefined
          : deviceAreas.get(device);
      const name = written.name ?? id.slice(id.indexOf('.') + 1).replaceAll('_', ' ');
      return {
        id,
        name,
        aliases: written.aliases,
        ...(area === undefined ? {} : { area }),
        ...situationOf(id, written),
      };
    });
  }

  /** Devices only lend their area to their entities. */
  #deviceAreas(): Map<string, string | undefined> {
    const found = new Map<string, string | undefined>();
    this.#written.devices.forEach(({ id, name, area }, at) => {
      const of = area ? this.#area(area, ['devices', at, 'area']) : undefined;
      for (const key of [id, name]) if (key !== undefined && !found.has(key)) found.set(key, of);
    });
    return found;
  }

  /** Those of the section, and those that are entities; each is in both. */
  #people(entities: Entity[]): Person[] {
    const people: Person[] = entities
      .filter(({ id }) => id.startsWith('person.'))
      .map(({ id, name, aliases, state }) => ({ id, name, aliases, state }));
    const names = new Names();
    for (const person of people) names.add(person);
    this.#written.people.forEach(({ id, name, aliases, state }, at) => {
      const wanted = id === undefined || id.startsWith('person.') ? id : `person.${slug(id)}`;
      const own = wanted ?? `person.${slug(name)}`;
      if (names.has(own)) return;
      const person = { id: this.#newId(names, wanted, own, ['people', at]), name, aliases };
      const situation = situationOf(person.id, { state, attributes: {} });
      names.add(person);
      people.push({ ...person, state: situation.state });
      entities.push({ ...person, ...situation });
    });
    return people;
  }

  /** The id as written, once; or one made of the name that is still free. */
  #newId(names: Names, written: string | undefined, name: string, path: Path): string {
    if (written === undefined) return unusedId(names, name);
    if (names.has(written)) this.#fault([...path, 'id'], `the id "${written}" is used twice`);
    return written;
  }

  #floor(named: string, path: Path): string {
    const found = this.#floorNames.find(named);
    if (found !== undefined) return found;
    const floor = { id: unusedId(this.#floorNames, named), name: named, aliases: [] };
    if (this.#written.floors.length > 0) {
      this.warnings.push({
        line: this.#file.lineOf(path),
        message: `${placeOf(path)}: there was no floor "${named}", so it was made`,
      });
    }
    this.#floorNames.add(floor);
    this.#floors.push(floor);
    return floor.id;
  }

  #area(named: string, path: Path): string | undefined {
    const found = this.#areaNames.find(named);
    if (found === undefined) this.#fault(path, `there is no area "${named}"`);
    return found;
  }

  #warnOfCircle(id: string, at: number): void {
    const path = ['entities', at];
    this.warnings.push({
      line: this.#file.lineOf(path),
      message: `${placeOf(path)}: "${id}" sets off what sets it off; it stops where it comes round`,
    });
  }

  #fault(path: Path, message: string): void {
    this.errors.push({ line: this.#file.lineOf(path), message: `${placeOf(path)}: ${message}` });
  }
}
