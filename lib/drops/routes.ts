import { z } from "@hono/zod-openapi";
import { requireHostOf } from "#lib/accounts/gate.ts";
import { openRoutes } from "#lib/api/route.ts";
import { container } from "#lib/container.ts";
import { armDrop, disarmDrop, fireDrop } from "#lib/drops/arm-drop.ts";
import { closeDrop, pauseDrop } from "#lib/drops/close-drop.ts";
import { changeDrop, discardDrop, prepareDrop } from "#lib/drops/prepare-drop.ts";
import { findDropOf, listDropsOf } from "#lib/drops/queries.ts";
import { challengeView, dropChange, dropInput, dropView, fireInput, pauseInput } from "#lib/drops/schema.ts";

const { app, route } = openRoutes("Drops");
export const dropRoutes = app;

const ofShow = route.hostOf("show");
const ofDrop = route.hostOf("drop");

ofShow.get(
  "/shows/{id}/drops",
  { summary: "Every drop of the show, prepared ones too", answer: z.array(dropView) },
  ({ who: show }) => listDropsOf(show),
);
ofShow.post(
  "/shows/{id}/drops",
  { summary: "Prepare a drop", body: dropInput, answer: dropView, makes: true },
  async ({ who: show, body }) => {
    const id = await prepareDrop(show, body);
    return findDropOf(await requireHostOf(container().db, show.host, "drop", id));
  },
);
ofDrop.patch(
  "/drops/{id}",
  { summary: "Change a drop before it is armed", body: dropChange, answer: dropView },
  async ({ who: drop, body }) => {
    await changeDrop(drop, body);
    return findDropOf(drop);
  },
);
ofDrop.delete("/drops/{id}", { summary: "Throw a prepared drop away" }, ({ who: drop }) => discardDrop(drop));
ofDrop.post(
  "/drops/{id}/arm",
  { summary: "Set the units aside and let people take places", answer: dropView },
  async ({ who: drop }) => {
    await armDrop(drop);
    return findDropOf(drop);
  },
);
ofDrop.post("/drops/{id}/disarm", { summary: "Take an armed drop back", answer: dropView }, async ({ who: drop }) => {
  await disarmDrop(drop);
  return findDropOf(drop);
});
ofDrop.post(
  "/drops/{id}/fire",
  { summary: "Set when an armed drop opens, by the server's clock", body: fireInput, answer: dropView },
  async ({ who: drop, body }) => {
    await fireDrop(drop, body);
    return findDropOf(drop);
  },
);
ofDrop.put(
  "/drops/{id}/pause",
  { summary: "Stop a drop and its clock, or let them go on", body: pauseInput, answer: dropView },
  async ({ who: drop, body }) => {
    await pauseDrop(drop, body.paused);
    return findDropOf(drop);
  },
);
ofDrop.post("/drops/{id}/close", { summary: "End a drop now", answer: dropView }, async ({ who: drop }) => {
  await closeDrop(drop);
  return findDropOf(drop);
});

route.signedIn.post(
  "/drops/{id}/challenge",
  {
    summary: "Work to prove before ordering; null when the drop asks for none",
    answer: challengeView,
    limit: "orders",
  },
  async ({ who: buyer, id }) => ({ challenge: await container().challenges.issue(buyer, id) }),
);
route.signedIn.post(
  "/editions/{id}/challenge",
  {
    summary: "Work to prove before ordering on open sale, for whoever was refused with proof_required",
    answer: challengeView,
    limit: "orders",
  },
  async ({ who: buyer, id }) => ({ challenge: await container().challenges.issueOnSale(buyer, id) }),
);
