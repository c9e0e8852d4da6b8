import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deviceOf } from "#lib/accounts/device.ts";
import { requireBuyer } from "#lib/accounts/gate.ts";
import { keepReader } from "#lib/accounts/keep-reader.ts";
import { askForNewPassword, changePassword, setPassword } from "#lib/accounts/new-password.ts";
import { passDoor } from "#lib/accounts/pass-door.ts";
import { askForProof, proveAddress } from "#lib/accounts/prove-address.ts";
import {
  actor,
  changePasswordInput,
  mailboxInput,
  proofInput,
  readerInput,
  setPasswordInput,
  signInInput,
  signUpInput,
} from "#lib/accounts/schema.ts";
import { signIn } from "#lib/accounts/sign-in.ts";
import { signUp } from "#lib/accounts/sign-up.ts";
import { actorOf, addressOf, clientOf, createRoutes, document, done, json } from "#lib/api/api.ts";
import { container } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { readerOf } from "#lib/words/reader.ts";

const tag = "Accounts";
const nothing = z.strictObject({});

// Of better-auth's many routes these are open; each is checked, limited and refused like every other route of ours.
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
      const device = deviceOf(c.req.raw.headers);
      const { email, password } = c.req.valid("json");
      const cookies = await signIn(c.req.raw, { email, password }, { client: from(c), device });
      await keepReader({ email: email.toLowerCase() }, readerOf(c.req.raw.headers));
      return withCookies(c, cookies);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/sign-up/email",
      request: { body: json(signUpInput) },
      ...document({ tag, summary: "Take an account; a guest's orders move along", access: "anyone", answer: done }),
    }),
    async (c) => withCookies(c, await signUp(c.req.raw, c.req.valid("json"), from(c))),
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
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/sign-out-everywhere",
      request: { body: json(nothing) },
      ...document({ tag, summary: "End every session of mine, this one too", access: "signed-in", answer: done }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      await container().db.session.deleteMany({ where: { userId: buyer.id } });
      const cookies = await passDoor(container().auth, c.req.raw, {
        path: "/sign-out",
        input: {},
        client: from(c),
      });
      return withCookies(c, cookies);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/request-password-reset",
      request: { body: json(mailboxInput) },
      ...document({
        tag,
        summary: "Mail me a link to a new password; the answer is the same whether there is an account or not",
        access: "anyone",
        answer: done,
      }),
    }),
    async (c) => {
      await askForNewPassword(c.req.raw, c.req.valid("json").email.toLowerCase(), from(c));
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/reset-password",
      request: { body: json(setPasswordInput) },
      ...document({
        tag,
        summary: "Choose a new password with the token of a mailed link, once; ends every session of the account",
        access: "anyone",
        answer: done,
      }),
    }),
    async (c) => {
      await setPassword(c.req.raw, c.req.valid("json"), from(c));
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/change-password",
      request: { body: json(changePasswordInput) },
      ...document({
        tag,
        summary: "Change my password, knowing the old one; ends every other session of mine",
        access: "signed-in",
        answer: done,
      }),
    }),
    async (c) => {
      const buyer = requireBuyer(await actorOf(c));
      const token = container().sessions.tokenOf(c.req.header("cookie"));
      await changePassword(c.req.raw, buyer, c.req.valid("json"), { client: from(c), token });
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/send-verification-email",
      request: { body: json(nothing) },
      ...document({ tag, summary: "Mail me the link that proves my address", access: "signed-in", answer: done }),
    }),
    async (c) => {
      const { id, email, isAnonymous, emailVerified } = requireBuyer(await actorOf(c));
      if (isAnonymous) throw new Refusal("not_allowed");
      if (emailVerified) return c.json({ ok: true as const }, 200);
      await container().guesses.take([
        ["linksByMailbox", email],
        ["linksByNetwork", addressOf(c)],
      ]);
      await askForProof({ id, email });
      return c.json({ ok: true as const }, 200);
    },
  )
  .openapi(
    createRoute({
      method: "post",
      path: "/auth/verify-email",
      request: { body: json(proofInput) },
      ...document({
        tag,
        summary: "Prove the address of an account with the key of a mailed link",
        access: "anyone",
        answer: done,
      }),
    }),
    async (c) => {
      const { account, key } = c.req.valid("json");
      container().limits.spend("passwordsByAddress", addressOf(c));
      await proveAddress(account, key);
      return c.json({ ok: true as const }, 200);
    },
  );

const from = (c: Context) => clientOf(c);

async function enter(c: Context, input: object) {
  return withCookies(c, await passDoor(container().auth, c.req.raw, { input, client: from(c) }));
}

function withCookies(c: Context, cookies: string[]) {
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
  return c.json({ ok: true as const }, 200);
}
