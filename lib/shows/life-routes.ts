import { openRoutes } from "#lib/api/route.ts";
import { archiveSwitch } from "#lib/catalog/schema.ts";
import type { Uses } from "#lib/container.ts";
import { Refusal } from "#lib/refusal.ts";
import { archiveShow, restoreShow } from "#lib/shows/archive-show.ts";
import { cancelShow } from "#lib/shows/cancel-show.ts";
import { copyShow } from "#lib/shows/copy-show.ts";
import { deleteShow } from "#lib/shows/delete-show.ts";
import { postponeShow } from "#lib/shows/postpone-show.ts";
import { publishShow } from "#lib/shows/publish-show.ts";
import { findShowById } from "#lib/shows/queries.ts";
import { cancellation, postponement, showCopy, showView } from "#lib/shows/schema.ts";

const { routes, route } = openRoutes("Shows");
/** From draft to archive: where a show stands besides being on air. */
export const showLifeRoutes = routes;

const ofShow = route.deskOf("show");
const ownShow = route.hostOf("show");

ofShow.post(
  "/shows/{id}/publication",
  { summary: "Let everybody see a draft", answer: showView },
  async ({ app, who: show }) => {
    await publishShow(app, show);
    return existing(app, show.id);
  },
);
ofShow.post(
  "/shows/{id}/postponement",
  {
    summary: "Give a published or cancelled show another start; who waits for it is told by mail",
    body: postponement,
    answer: showView,
  },
  async ({ app, who: show, body }) => {
    await postponeShow(app, show, body.startsAt);
    return existing(app, show.id);
  },
);
ofShow.post(
  "/shows/{id}/cancellation",
  { summary: "Call a show off; who waits for it is told by mail, orders stay", body: cancellation, answer: showView },
  async ({ app, who: show, body }) => {
    await cancelShow(app, show, body);
    return existing(app, show.id);
  },
);
ofShow.put(
  "/shows/{id}/archive",
  { summary: "Put a show away, or bring it back; its address still answers", body: archiveSwitch, answer: showView },
  async ({ app, who: show, body }) => {
    await (body.archived ? archiveShow(app, show) : restoreShow(app, show));
    return existing(app, show.id);
  },
);
ownShow.post(
  "/shows/{id}/copies",
  {
    summary: "Use a show again: a draft with its texts, run list and prepared drops",
    body: showCopy,
    answer: showView,
    makes: true,
  },
  async ({ app, who: show, body }) => existing(app, await copyShow(app, show, body)),
);
ownShow.delete(
  "/shows/{id}",
  { summary: "Delete a show in which nothing was sold, waited for or recorded" },
  ({ app, who: show }) => deleteShow(app, show),
);

async function existing(app: Uses<"db">, id: string) {
  const show = await findShowById(app, id);
  if (!show) throw new Refusal("not_found");
  return show;
}
