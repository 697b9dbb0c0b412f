import { z } from 'zod';

/** What `need.device.home` answers, as far as it is shown. */
export const homeRecord = z.object({
  floors: z.array(z.object({ id: z.string(), name: z.string() })),
  areas: z.array(
    z.object({ id: z.string(), name: z.string(), aliases: z.array(z.string()), floor: z.string().optional() }),
  ),
  entities: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      aliases: z.array(z.string()),
      area: z.string().optional(),
      state: z.string(),
      attributes: z.record(z.string(), z.json()),
    }),
  ),
});
export type HomeRecord = z.infer<typeof homeRecord>;
export type EntityRecord = HomeRecord['entities'][number];
