import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { awaitsFactor } from "#lib/accounts/awaits-factor.ts";
import { askForAddress, changeAddress } from "#lib/accounts/change-address.ts";
import { deviceOf } from "#lib/accounts/device.ts";
import { chooseReader, keepReader } from "#lib/accounts/keep-reader.ts";
import { type Asking, mailCode } from "#lib/accounts/mailed-codes.ts";
import { askForNewPassword, changePassword, setPassword } from "#lib/accounts/new-password.ts";
import { endOtherSessions, endSession, listSessions } from "#lib/accounts/own-sessions.ts";
import { passDoor } from "#lib/accounts/pass-door.ts";
import { askForProof, proveAddress } from "#lib/accounts/prove-address.ts";
import {
  actor,
  changePasswordInput,
  codeAnswer,
  codeInput,
  codeTicket,
  foundOrders,
  mailboxInput,
  nameInput,
  proofInput,
  readerInput,
  sessionView,
  setPasswordInput,
  signedIn,
  signInInput,
  signUpInput,
} from "#lib/accounts/schema.ts";
import { signIn } from "#lib/accounts/sign-in.ts";
import { findOrders, signInByCode } from "#lib/accounts/sign-in-by-code.ts";
import { signUp } from "#lib/accounts/sign-up.ts";
import { actorOf, addressOf, clientOf, type Edge } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";

import { Refusal } from "#lib/refusal.ts";
import { readerOf } from "#lib/words/reader.ts";

const { routes, route } = openRoutes("Accounts");
/** Of better-auth's many routes these are open; each is checked, limited and refused like every other route of ours. */
export const accountRoutes = routes;

const nothing = z.strictObject({});

route.anyone.get("/me", { summary: "Who is asking; null for nobody", answer: actor.nullable() }, ({ c }) => actorOf(c));
route.anyone.put(
  "/me/reader",
  { summary: "The language and time zone of my mails", body: readerInput },
  async ({ app, body, c }) => {
    const who = await actorOf(c);
    if (!who) return;
    app.limits.spend("writes", who.id);
    await chooseReader(app, who.id, body);
  },
);

route.anyone.post(
  "/auth/sign-in/email",
  { summary: "Sign in; a guest's orders move along", body: signInInput, answer: signedIn },
  async ({ app, body: { email, password }, c }) => {
    const device = deviceOf(c.req.raw.headers);
    const cookies = await signIn(app, c.req.raw, { email, password }, { client: clientOf(c), device });
    await keepReader(app, email.toLowerCase(), readerOf(c.req.raw.headers));
    hand(c, cookies);
    return { factorNeeded: await awaitsFactor(app, cookies) };
  },
);
route.anyone.post(
  "/auth/sign-up/email",
  { summary: "Take an account; a guest's orders move along", body: signUpInput },
  async ({ app, body, c }) => hand(c, await signUp(app, c.req.raw, body, clientOf(c))),
);
route.anyone.post(
  "/auth/sign-in/anonymous",
  { summary: "Become a guest, unless one is somebody already", body: nothing },
  async ({ app, c }) => {
    if (await actorOf(c)) return;
    await app.limits.shared.spend("guestsByAddress", addressOf(c));
    hand(c, await passDoor(app.auth, c.req.raw, { input: {}, client: clientOf(c) }));
  },
);
route.anyone.post("/auth/sign-out", { summary: "End this session", body: nothing }, async ({ app, c }) =>
  hand(c, await passDoor(app.auth, c.req.raw, { input: {}, client: clientOf(c) })),
);
route.signedIn.post(
  "/auth/sign-out-everywhere",
  { summary: "End every session of mine, this one too", body: nothing },
  async ({ app, who, c }) => {
    const { db, auth } = app;
    await db.session.deleteMany({ where: { userId: who.id } });
    hand(c, await passDoor(auth, c.req.raw, { path: "/sign-out", input: {}, client: clientOf(c) }));
  },
);

route.anyone.post(
  "/auth/request-password-reset",
  {
    summary: "Mail me a link to a new password; the answer is the same whether there is an account or not",
    body: mailboxInput,
  },
  ({ app, body, c }) => askForNewPassword(app, c.req.raw, body.email.toLowerCase(), clientOf(c)),
);
route.anyone.post(
  "/auth/reset-password",
  {
    summary: "Choose a new password with the token of a mailed link, once; ends every session of the account",
    body: setPasswordInput,
  },
  ({ app, body, c }) => setPassword(app, c.req.raw, body, clientOf(c)),
);
route.signedIn.post(
  "/auth/change-password",
  {
    summary: "Change my password, knowing the old one; ends every other session of mine",
    body: changePasswordInput,
  },
  ({ app, who, body, c }) => {
    const token = app.sessions.tokenOf(c.req.header("cookie"));
    return changePassword(app, who, body, { client: clientOf(c), token });
  },
);
route.signedIn.post(
  "/auth/send-verification-email",
  { summary: "Mail me the link that proves my address", body: nothing },
  async ({ app, who: { id, email, isAnonymous, emailVerified }, c }) => {
    if (isAnonymous) throw new Refusal("not_allowed");
    if (emailVerified) return;
    await app.guesses.take([
      ["linksByMailbox", email],
      ["linksByNetwork", addressOf(c)],
    ]);
    await askForProof(app, { id, email });
  },
);
route.anyone.post(
  "/auth/verify-email",
  { summary: "Prove the address of an account with the key of a mailed link", body: proofInput },
  async ({ app, body: { account, key }, c }) => {
    await app.limits.shared.spend("passwordsByAddress", addressOf(c));
    await proveAddress(app, account, key);
  },
);

route.anyone.post(
  "/auth/code",
  {
    summary: "Mail me six digits to sign in with, or to find my orders; the answer is the same whoever has the address",
    body: codeInput,
    answer: codeTicket,
  },
  async ({ app, body: { email, purpose }, c }) => {
    const { headers } = c.req.raw;
    const asked = { purpose, address: email.toLowerCase(), reader: readerOf(headers) };
    return { ticket: await mailCode(app, asked, askingIn(c)) };
  },
);
route.anyone.post(
  "/auth/sign-in/code",
  {
    summary: "Sign in with the digits of a mail, once; a guest's orders move along",
    body: codeAnswer,
    answer: signedIn,
  },
  async ({ app, body, c }) => {
    const cookie = await signInByCode(app, c.req.raw, body, clientOf(c));
    hand(c, [cookie]);
    return { factorNeeded: await awaitsFactor(app, [cookie]) };
  },
);
route.anyone.post(
  "/auth/orders",
  {
    summary: "Join the guest orders that were placed with my address, with the digits of a mail",
    body: codeAnswer,
    answer: foundOrders,
  },
  async ({ app, body, c }) => {
    const { cookie, ...found } = await findOrders(app, c.req.raw, body, clientOf(c));
    hand(c, cookie ? [cookie] : []);
    return found;
  },
);

route.signedIn.patch(
  "/me",
  { summary: "Change my name", body: nameInput, limit: "writes" },
  async ({ app, who, body }) => {
    if (who.isAnonymous) throw new Refusal("not_allowed");
    await app.db.user.updateMany({ where: { id: who.id, erasedAt: null }, data: body });
  },
);
route.signedIn.post(
  "/me/email",
  { summary: "Mail a code to the address that I want to have", body: mailboxInput, answer: codeTicket },
  async ({ app, who, body: { email }, c }) => ({
    ticket: await askForAddress(app, who, email.toLowerCase(), askingIn(c)),
  }),
);
route.signedIn.put(
  "/me/email",
  {
    summary: "Change my address with the digits that were mailed to the new one; the old one is told",
    body: codeAnswer,
  },
  ({ app, who, body, c }) => changeAddress(app, who, body, askingIn(c)),
);
route.signedIn.get(
  "/me/sessions",
  { summary: "Where I am signed in", answer: z.array(sessionView) },
  ({ app, who, c }) => listSessions(app, who, app.sessions.tokenOf(c.req.header("cookie"))),
);
route.signedIn.delete("/me/sessions", { summary: "End every session of mine but this one" }, ({ app, who, c }) =>
  endOtherSessions(app, who, app.sessions.tokenOf(c.req.header("cookie"))),
);
route.buyer.delete("/me/sessions/{id}", { summary: "End one session of mine" }, ({ app, who, id }) =>
  endSession(app, who, id),
);

const askingIn = (c: Context<Edge>): Asking => ({ client: clientOf(c), device: deviceOf(c.req.raw.headers) });

function hand(c: Context, cookies: string[]): void {
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
}
