// What docs/settings.md says, made from the schemas: see scripts/write_settings_docs.ts and test/settings/docs.test.ts.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { settingsSchema } from '../src/settings/schema.ts';

/** JSON Schema, as far as the settings use it. */
const property = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.json().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  enum: z.array(z.json()).optional(),
  items: z
    .looseObject({
      type: z.string().optional(),
      enum: z.array(z.json()).optional(),
      properties: z.record(z.string(), z.looseObject({})).optional(),
    })
    .optional(),
  properties: z.record(z.string(), z.looseObject({})).optional(),
  /** Of a table whose keys the owner chooses: what each holds. */
  additionalProperties: z
    .union([
      z.boolean(),
      z.looseObject({
        type: z.string().optional(),
        description: z.string().optional(),
        properties: z.record(z.string(), z.looseObject({})).optional(),
      }),
    ])
    .optional(),
  required: z.array(z.string()).optional(),
});
type Property = z.infer<typeof property>;

const HEAD = `# Settings

<!-- Written by scripts/write_settings_docs.ts from src/settings/schema.ts and the providers' own schemas; do not edit. -->

One TOML file: \`$XDG_CONFIG_HOME/agentos/agentos.toml\`, which is \`~/.config/agentos/agentos.toml\` as a rule, or what \`--settings\` names.
It may be missing: every setting has a default, or does without. What cannot be used is refused at the start, every fault with its
line. The daemon, \`listen\` and \`watch\` read it when they start. Relative paths are below the folder of the file; \`~/\` is your home folder.

Beside it stand, where you want them: \`services/\` (services of your own, see services.md), \`sentences/\` (how they are asked for) and
\`secrets/\` (a file for each credential that a service asks for).
`;

/** The whole page. @param root folder of the checkout */
export async function settingsDocs(root: string): Promise<string> {
  const parts = [HEAD];
  const sections = propertiesOf(z.toJSONSchema(settingsSchema, { io: 'input' }));
  for (const [name, section] of sections) {
    const all = propertiesOf(section);
    const plain = all.filter(([, one]) => !isPart(one));
    if (plain.length > 0)
      parts.push(`## [${name}]\n\n${tableOf({ ...section, properties: Object.fromEntries(plain) })}`);
    for (const [key, one] of all.filter(([, part]) => isPart(part)))
      parts.push(
        one.type === 'array'
          ? `## [[${name}.${key}]]\n\n${one.description ?? ''} One such part for each.\n\n${tableOf(one.items)}`
          : `## [${name}.${key}]\n\n${one.description ?? ''}\n\n${tableOf(one)}`,
      );
  }
  parts.push('# Settings of providers\n\nA provider has a section of its own, `[<capability>.<provider>]`.\n');
  for (const [name, schema] of await providerSettings(root)) parts.push(...sectionsOf(name, schema));
  return `${parts.join('\n')}`;
}

/** A section with those that stand inside of it: tables, tables under names of the owner's choice, and lists of tables. */
function sectionsOf(name: string, schema: unknown, about = '', list = false): readonly string[] {
  const all = propertiesOf(schema);
  const title = list ? `## [[${name}]]` : `## [${name}]`;
  const inside = all.flatMap(([key, one]) => {
    const named = typeof one.additionalProperties === 'object' ? one.additionalProperties : undefined;
    if (named?.properties !== undefined) return sectionsOf(`${name}.${key}.<name>`, named, one.description);
    if (!isPart(one)) return [];
    return sectionsOf(`${name}.${key}`, one.type === 'array' ? one.items : one, one.description, one.type === 'array');
  });
  const plain = all.filter(([, one]) => !isPart(one) && !isNamed(one));
  const told = about === '' ? '' : `${about}\n\n`;
  const table = tableOf({ ...property.parse(schema), properties: Object.fromEntries(plain) });
  return plain.length === 0 && about === '' ? inside : [`${title}\n\n${told}${table}`, ...inside];
}

/** A table of tables, each under a name that the owner chooses. */
function isNamed({ additionalProperties }: Property): boolean {
  return typeof additionalProperties === 'object' && additionalProperties.properties !== undefined;
}

/** A table of its own, or a list of such. */
function isPart({ type, properties, items }: Property): boolean {
  return type === 'array' ? items?.properties !== undefined : properties !== undefined;
}

/** Of each provider that has any: the section's name and its JSON Schema. */
async function providerSettings(root: string): Promise<readonly (readonly [string, unknown])[]> {
  const found: (readonly [string, unknown])[] = [];
  const needs = join(root, 'src/services/need');
  for (const folder of readdirSync(needs).sort()) {
    for (const file of readdirSync(join(needs, folder))
      .filter((name) => name.endsWith('.ts'))
      .sort()) {
      const name = basename(file, '.ts');
      const module: { readonly default?: unknown } = await import(`../src/services/need/${folder}/${name}.ts`);
      const parsed = z
        .object({ kind: z.literal('provider'), settings: z.instanceof(z.ZodObject) })
        .safeParse(module.default);
      if (!parsed.success) continue;
      const schema = z.toJSONSchema(parsed.data.settings, { io: 'input' });
      if (propertiesOf(schema).length > 0) found.push([`${folder}.${name}`, schema]);
    }
  }
  return found;
}

function propertiesOf(schema: unknown): readonly (readonly [string, Property])[] {
  const { properties = {} } = property.parse(schema);
  return Object.entries(properties).map(([name, one]) => [name, property.parse(one)] as const);
}

function tableOf(schema: unknown): string {
  const { required = [] } = property.parse(schema);
  const rows = propertiesOf(schema).map(([name, one]) => {
    const fallback = required.includes(name)
      ? 'must be given'
      : one.default === undefined
        ? ''
        : `\`${JSON.stringify(one.default)}\``;
    return `| \`${name}\` | ${kindOf(one)} | ${fallback} | ${(one.description ?? '').replaceAll(/[|<]/g, '\\$&')} |`;
  });
  return `| key | value | default | meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function kindOf(one: Property): string {
  if (one.enum) return one.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (one.type === 'object') {
    const { additionalProperties: each } = one;
    if (typeof each !== 'object') return 'table of names and values';
    if (each.type === 'number' || each.type === 'integer') return 'table of names and numbers';
    return `table of names and ${each.type === 'string' || each['anyOf'] !== undefined || each.type === 'array' ? 'texts' : 'values'}`;
  }
  if (one.type === 'array') return `list of ${one.items?.enum ? kindOf(property.parse(one.items)) : 'texts'}`;
  const { minimum, maximum } = one;
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? `from ${minimum}` : '';
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? `to ${maximum}` : '';
  const range = [least, most].filter((part) => part !== '').join(' ');
  const kind = one.type === 'string' ? 'text' : one.type === 'integer' ? 'whole number' : (one.type ?? 'anything');
  return range === '' ? kind : `${kind} ${range}`;
}
