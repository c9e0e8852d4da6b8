import { z } from "zod";

/** Where a kept picture is served: its name is made of its content, so what stands there never changes. */
export const keptImage = z.object({ src: z.string(), width: z.number(), height: z.number() });
export type KeptImage = z.infer<typeof keptImage>;
