import type { Context } from "hono";
import { deviceOf } from "#lib/accounts/device.ts";
import { type Asking, mailCode } from "#lib/accounts/mailed-codes.ts";
import { codeTicket } from "#lib/accounts/schema.ts";
import { clientOf, type Edge } from "#lib/api/api.ts";
import { openRoutes } from "#lib/api/route.ts";
import { addApp, addPasskey, beginApp, beginPasskey } from "#lib/factors/add-factor.ts";
import { demandFactors } from "#lib/factors/demand-factors.ts";
import { type Holder, requireHolder } from "#lib/factors/holder.ts";
import { readOwnFactors, removeFactor, renewCodes } from "#lib/factors/own-factors.ts";
import { askForPasskey } from "#lib/factors/passkeys.ts";
import { proveAgain } from "#lib/factors/prove-again.ts";
import {
  addedFactor,
  appInput,
  askedFactor,
  demandInput,
  newApp,
  ownFactors,
  passkeyInput,
  passkeyOptions,
  proofInput,
  recoveryCodes,
  shownFactor,
} from "#lib/factors/schema.ts";
import { askedOf, showFactor } from "#lib/factors/show-factor.ts";
import { Refusal } from "#lib/refusal.ts";

const { routes, route } = openRoutes("Second factors");
export const factorRoutes = routes;

/** For whoever has a session, also one that is half. */
const holding = route.guardedBy<Holder>("signed-in", (c) => requireHolder(c.env.app, c.req.header("cookie")));

holding.get("/auth/factor", { summary: "What I may show as a second factor", answer: askedFactor }, ({ app, who }) =>
  askedOf(app, who),
);
holding.post(
  "/auth/factor/passkey",
  { summary: "What a passkey of mine has to sign", answer: passkeyOptions },
  async ({ app, who }) => {
    app.limits.spend("writes", who.userId);
    return { ...(await askForPasskey(app, who)) };
  },
);
holding.post(
  "/auth/factor",
  { summary: "Show a second factor: it ends signing in, or shows again who I am", body: shownFactor },
  ({ app, who, body, c }) => showFactor(app, who, body, askingIn(c)),
);

route.signedIn.get("/me/factors", { summary: "My second factors", answer: ownFactors }, ({ app, who, c }) =>
  readOwnFactors(app, who, tokenIn(c)),
);
route.signedIn.post(
  "/me/proof/code",
  { summary: "Mail me a code that shows again who I am", answer: codeTicket },
  async ({ app, who: { id, email, isAnonymous }, c }) => {
    if (isAnonymous) throw new Refusal("not_allowed");
    return { ticket: await mailCode(app, { purpose: "prove", address: email, userId: id }, askingIn(c)) };
  },
);
route.signedIn.post(
  "/me/proof",
  { summary: "Show again who I am, by password or mailed code, where I have no second factor", body: proofInput },
  ({ app, who, body, c }) => proveAgain(app, who, { proof: body, token: tokenIn(c), asking: askingIn(c) }),
);
route.signedIn.post(
  "/me/factors/app",
  { summary: "Begin to set up an authenticator app", answer: newApp, limit: "writes" },
  ({ app, who, c }) => beginApp(app, who, tokenIn(c)),
);
route.signedIn.put(
  "/me/factors/app",
  { summary: "Add the app that I began with, by a code of it", body: appInput, answer: addedFactor, limit: "writes" },
  ({ app, who, body, c }) => addApp(app, who, tokenIn(c), body.code),
);
route.signedIn.post(
  "/me/factors/passkey",
  { summary: "Begin to make a passkey", answer: passkeyOptions, limit: "writes" },
  async ({ app, who, c }) => ({ ...(await beginPasskey(app, who, tokenIn(c))) }),
);
route.signedIn.put(
  "/me/factors/passkey",
  { summary: "Add the passkey that was made", body: passkeyInput, answer: addedFactor, limit: "writes" },
  ({ app, who, body, c }) => addPasskey(app, who, tokenIn(c), body),
);
route.signedIn.post(
  "/me/factors/codes",
  { summary: "Ten new recovery codes, in place of those I have", answer: recoveryCodes, limit: "writes" },
  async ({ app, who, c }) => ({ recoveryCodes: await renewCodes(app, who, tokenIn(c)) }),
);
route.buyer.delete("/me/factors/{id}", { summary: "Take a second factor away" }, ({ app, who, id, c }) =>
  removeFactor(app, who, tokenIn(c), id),
);
route.owner.put(
  "/settings/factors",
  { summary: "Demand a second factor of whoever sees money", body: demandInput },
  ({ app, who, body }) => demandFactors(app, who, body.demanded),
);

const tokenIn = (c: Context<Edge>) => c.env.app.sessions.tokenOf(c.req.header("cookie"));
const askingIn = (c: Context<Edge>): Asking => ({ client: clientOf(c), device: deviceOf(c.req.raw.headers) });
