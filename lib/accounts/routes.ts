import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { keepReader } from "#lib/accounts/keep-reader.ts";
import { passDoor } from "#lib/accounts/pass-door.ts";
import { actor, readerInput, signInInput, signUpInput } from "#lib/accounts/schema.ts";
import { actorOf, addressOf, clientOf, createRoutes, document, done, json } from "#lib/api/api.ts";
import { container } from "#lib/container.ts";
import { readerOf } from "#lib/words/reader.ts";

const tag = "Accounts";
const nothing = z.strictObject({});

// Of better-auth's many routes these four are open; each is checked, limited and refused like every other route of ours.
export const accountRoutes = createRoutes()
  .openapi(
    createRoute({
      method: "get",
      path: "/me",
      ...document({ tag, summary: "Who is asking; null for nobody", access: "anyone", answer: actor.nullable() }),
    }),
    async (c) => c.json(await actorOf(c), 200),
  )
  .openapi(
    createRoute({
      method: "put",
      path: "/me/reader",
      request: { body: json(readerInput) },
      ...document({ tag, summary: "The language and time zone of my mails", access: "anyone", answer: done }),
    }),
    async (c) => {
      const who = await actorOf(c);
      if (who) {
        await container().limits.spend("writes", who.id);
        await keepReader({ id: who.id }, c.req.valid("json"));
      }
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/sign-in/email",
      request: { body: json(signInInput) },
      ...document({ tag, summary: "Sign in; a guest's orders move along", access: "anyone", answer: done }),
    }),
    async (c) => {
      const { limits } = container();
      const input = c.req.valid("json");
      const email = input.email.toLowerCase();
      limits.spend("signInByAddress", addressOf(c));
      limits.spend("signInByEmail", email);
      const answer = await enter(c, input);
      limits.clear("signInByEmail", email);
      await keepReader({ email }, readerOf(c.req.raw.headers));
      return answer;
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/sign-up/email",
      request: { body: json(signUpInput) },
      ...document({ tag, summary: "Take an account; a guest's orders move along", access: "anyone", answer: done }),
    }),
    async (c) => {
      container().limits.spend("signUpByAddress", addressOf(c));
      return enter(c, c.req.valid("json"));
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/sign-in/anonymous",
      request: { body: json(nothing) },
      ...document({ tag, summary: "Become a guest, unless one is somebody already", access: "anyone", answer: done }),
    }),
    async (c) => {
      if (await actorOf(c)) return c.json({ ok: true as const }, 200);
      container().limits.spend("guestsByAddress", addressOf(c));
      return enter(c, {});
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/sign-out",
      request: { body: json(nothing) },
      ...document({ tag, summary: "End this session", access: "anyone", answer: done }),
    }),
    async (c) => enter(c, {}),
  );

async function enter(c: Context, input: object) {
  const cookies = await passDoor(container().auth, c.req.raw, { input, address: clientOf(c).address });
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  return c.json({ ok: true as const }, 200);
}
