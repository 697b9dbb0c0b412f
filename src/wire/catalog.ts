import { z } from 'zod';
import { count, jsonText } from './fields.ts';

const service = z
  .object({
    subject: z.string(),
    kind: z.string(),
    provider: z.string(),
    version: z.string(),
    summary: z.string(),
    effect: z.string(),
    risk: z.string(),
    state: z.string(),
    problem: z.string().exactOptional(),
    calls: count,
    failures: count,
    meanMs: z.number(),
    inputSchemaJson: jsonText,
    outputSchemaJson: jsonText,
  })
  .transform(({ inputSchemaJson, outputSchemaJson, ...rest }) => ({
    ...rest,
    inputSchema: inputSchemaJson,
    outputSchema: outputSchemaJson,
  }));
/** One service and how it is doing; the fields are told in catalog.proto. */
export type Service = z.output<typeof service>;

export const servicesResponse = z.object({ services: z.array(service) });
export const callResponse = z.object({ outputJson: jsonText });

const attachedClient = z.object({
  name: z.string(),
  kind: z.string(),
  channel: z.string(),
  area: z.string().exactOptional(),
  since: z.int(),
});
export const statusResponse = z.object({
  version: z.string(),
  pid: z.int(),
  startedAt: z.int(),
  rssBytes: count,
  clients: z.array(attachedClient),
  sockets: z.array(z.object({ path: z.string(), role: z.string() })),
  facts: z.record(z.string(), z.string()),
  serving: z.boolean(),
});
/** How the daemon is doing. */
export type Status = z.output<typeof statusResponse>;
