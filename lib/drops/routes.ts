import { z } from "@hono/zod-openapi";
import { requireDeskOf } from "#lib/accounts/gate.ts";
import { openRoutes } from "#lib/api/route.ts";

import { armDrop, disarmDrop, fireDrop } from "#lib/drops/arm-drop.ts";
import { closeDrop, pauseDrop } from "#lib/drops/close-drop.ts";
import { changeDrop, discardDrop, prepareDrop } from "#lib/drops/prepare-drop.ts";
import { findDropOf, listDropsOf } from "#lib/drops/queries.ts";
import { challengeView, dropChange, dropInput, dropView, fireInput, pauseInput } from "#lib/drops/schema.ts";

const { routes, route } = openRoutes("Drops");
export const dropRoutes = routes;

const ofShow = route.deskOf("show");
const ofDrop = route.deskOf("drop");

ofShow.get(
  "/shows/{id}/drops",
  { summary: "Every drop of the show, prepared ones too", answer: z.array(dropView) },
  ({ app, who: show }) => listDropsOf(app, show),
);
ofShow.post(
  "/shows/{id}/drops",
  { summary: "Prepare a drop", body: dropInput, answer: dropView, makes: true },
  async ({ app, who: show, body }) => {
    const id = await prepareDrop(app, show, body);
    return findDropOf(app, await requireDeskOf(app.db, show.hand, "drop", id));
  },
);
ofDrop.patch(
  "/drops/{id}",
  { summary: "Change a drop before it is armed", body: dropChange, answer: dropView },
  async ({ app, who: drop, body }) => {
    await changeDrop(app, drop, body);
    return findDropOf(app, drop);
  },
);
ofDrop.delete("/drops/{id}", { summary: "Throw a prepared drop away" }, ({ app, who: drop }) => discardDrop(app, drop));
ofDrop.post(
  "/drops/{id}/arm",
  { summary: "Set the units aside and let people take places", answer: dropView },
  async ({ app, who: drop }) => {
    await armDrop(app, drop);
    return findDropOf(app, drop);
  },
);
ofDrop.post(
  "/drops/{id}/disarm",
  { summary: "Take an armed drop back", answer: dropView },
  async ({ app, who: drop }) => {
    await disarmDrop(app, drop);
    return findDropOf(app, drop);
  },
);
ofDrop.post(
  "/drops/{id}/fire",
  { summary: "Set when an armed drop opens, by the server's clock", body: fireInput, answer: dropView },
  async ({ app, who: drop, body }) => {
    await fireDrop(app, drop, body);
    return findDropOf(app, drop);
  },
);
ofDrop.put(
  "/drops/{id}/pause",
  { summary: "Stop a drop and its clock, or let them go on", body: pauseInput, answer: dropView },
  async ({ app, who: drop, body }) => {
    await pauseDrop(app, drop, body.paused);
    return findDropOf(app, drop);
  },
);
ofDrop.post("/drops/{id}/close", { summary: "End a drop now", answer: dropView }, async ({ app, who: drop }) => {
  await closeDrop(app, drop);
  return findDropOf(app, drop);
});

route.signedIn.post(
  "/drops/{id}/challenge",
  {
    summary: "Work to prove before ordering; null when the drop asks for none",
    answer: challengeView,
    limit: "orders",
  },
  async ({ app, who: buyer, id }) => ({ challenge: await app.challenges.issue(buyer, id) }),
);
route.signedIn.post(
  "/editions/{id}/challenge",
  {
    summary: "Work to prove before ordering on open sale, for whoever was refused with proof_required",
    answer: challengeView,
    limit: "orders",
  },
  async ({ app, who: buyer, id }) => ({ challenge: await app.challenges.issueOnSale(buyer, id) }),
);
