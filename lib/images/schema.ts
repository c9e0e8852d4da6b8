import { z } from "zod";

const ourselves = "http://shop.invalid";

/** Where a picture lies: a path of this shop, or an https address. A path that a browser takes for another host is none. */
export const imageAddress = z
  .string()
  .max(400)
  .regex(/^[^\s\p{C}]+$/u, "may not contain spaces or control characters")
  .refine(isPath, "must be a path or an https address");

/** Where a kept picture is served: its name is made of its content, so what stands there never changes. */
export const keptImage = z.object({ src: z.string(), width: z.number(), height: z.number() });
export type KeptImage = z.infer<typeof keptImage>;

function isPath(text: string): boolean {
  if (!URL.canParse(text, ourselves)) return false;
  const { protocol, origin, username, password } = new URL(text, ourselves);
  if (text.startsWith("/")) return origin === ourselves && !text.includes("\\");
  return protocol === "https:" && /^https:\/\/[^/\\]/i.test(text) && username === "" && password === "";
}
