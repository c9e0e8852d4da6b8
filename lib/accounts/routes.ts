import { createRoute, z } from "@hono/zod-openapi";
import { actor } from "#lib/accounts/schema.ts";
import { actorOf, addressOf, createRoutes, document } from "#lib/api/api.ts";
import { container } from "#lib/container.ts";

const credentials = z.object({ email: z.string() });

export const accountRoutes = createRoutes().openapi(
  createRoute({
    method: "get",
    path: "/me",
    ...document({
      tag: "Accounts",
      summary: "Who is asking; null for nobody",
      access: "anyone",
      answer: actor.nullable(),
    }),
  }),
  async (c) => c.json(await actorOf(c), 200),
);

// better-auth's own routes: sign-in/email, sign-up/email, sign-in/anonymous, sign-out, get-session and the rest.
accountRoutes.on(["GET", "POST"], "/auth/*", async (c) => {
  const { auth, limits } = container();
  const body = c.req.method === "POST" ? await c.req.raw.clone().text() : "";
  await spendOn(c.req.path, addressOf(c), emailIn(body));
  return auth.handler(c.req.raw);

  async function spendOn(path: string, address: string, email: string | null) {
    if (path.endsWith("/sign-in/anonymous")) return limits.spend("guestsByAddress", address);
    if (path.includes("/sign-up/")) return limits.spend("signUpByAddress", address);
    if (!path.includes("/sign-in/")) return;
    await limits.spend("signInByAddress", address);
    if (email) await limits.spend("signInByEmail", email.toLowerCase());
  }
});

function emailIn(body: string): string | null {
  try {
    return credentials.safeParse(JSON.parse(body)).data?.email ?? null;
  } catch {
    return null;
  }
}
