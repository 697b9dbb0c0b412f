import { z } from 'zod';

const subject = z.string().regex(/^use\.[a-z0-9_.]+$/, 'is not the name of a router, as in "use.agent_router"');

/** Which routers are tried beside others, by the subject that is asked for. */
const routers = z.record(
  subject,
  z.strictObject({
    other: subject.describe('The router that is tried in its place; it takes the same and answers the same.'),
    share: z.number().min(0).max(100).default(50).describe('Threads that it gets, in percent.'),
  }),
);
export type RouterChoices = z.output<typeof routers>;

export const routerChoice = z
  .strictObject({
    routers: routers
      .default({})
      .refine(
        (choices) => Object.values(choices).every(({ other }) => !(other in choices)),
        'a router that is tried cannot itself be divided: leave its own table out',
      )
      .describe(
        'Routers that another is tried beside, as in { "use.email_router" = { other = "use.my_email_router", share = 20 } }; a thread keeps its own. "agentos compare" shows how they do.',
      ),
  })
  .prefault({});
