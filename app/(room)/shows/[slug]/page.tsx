import type { Metadata } from "next";
import dynamicPart from "next/dynamic";
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { preload } from "react-dom";
import { OwnPlaces } from "#components/queue/own-places.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { SitePage } from "#components/shell/site-page.tsx";
import { ShowData } from "#components/shows/show-data.tsx";
import { container } from "#lib/container.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { findReplay } from "#lib/recordings/queries.ts";
import { findShow, listNextShows } from "#lib/shows/queries.ts";
import { listPins } from "#lib/shows/read-pins.ts";
import { canonicalPath } from "../../../asked-locale.ts";
import { currentActor } from "../../../current-actor.ts";
import { describePage } from "../../../describe-page.ts";
import { headerPerson } from "../../../header-person.ts";
import { ownPlaces } from "../../../own-places.ts";

export const dynamic = "force-dynamic";

/** A page brings the scripts of what it shows, and not of what the show was or will be. */
const LiveRoom = dynamicPart(() => import("#components/room/live-room.tsx").then((module) => module.LiveRoom));
const UpcomingRoom = dynamicPart(() =>
  import("#components/room/upcoming-room.tsx").then((module) => module.UpcomingRoom),
);
const EndedShow = dynamicPart(() => import("#components/room/ended-show.tsx").then((module) => module.EndedShow));

type ShowPageProps = { params: Promise<{ slug: string }> };

const readShow = cache(async (slug: string) => findShow(container(), slug, await getLocale()));
/** For so long the recording may still be on its way, and the host may go on after all. */
const freshMs = 12 * 60_000;

export async function generateMetadata({ params }: ShowPageProps): Promise<Metadata> {
  const view = await readShow((await params).slug);
  if (!view) return {};
  return describePage({
    path: `/shows/${view.slug}`,
    title: view.title,
    description: view.summary,
    picture: view.poster,
  });
}

export default async function ShowPage({ params }: ShowPageProps) {
  const view = await readShow((await params).slug);
  if (!view) notFound();
  const app = container();
  const [actor, initial] = await Promise.all([currentActor(), readSnapshot(app, view.id)]);
  const isOver = view.status === "ENDED";
  const [places, replay, pins, next] = await Promise.all([
    ownPlaces(actor),
    isOver ? findReplay(app, view.id) : null,
    isOver ? listPins(app, view.id) : [],
    isOver ? listNextShows(app, 2, await getLocale()) : [],
  ]);
  // The first thing one sees, and the browser learns of it with the head of the page.
  if (view.poster && !isOver) preload(view.poster, { as: "image", fetchPriority: "high" });
  const isGuest = !actor || actor.isAnonymous;
  const renderedAt = Date.now();
  const room = { view, initial, isGuest, renderedAt, account: actor?.id ?? null };
  const isFresh = view.endedAt !== null && renderedAt - Date.parse(view.endedAt) < freshMs;

  return (
    <ClientWords speak={["room", "product", "drops", "queue", "terms"]}>
      <ShowData view={view} address={app.env.PUBLIC_URL + (await canonicalPath(`/shows/${view.slug}`))} />
      <OwnPlaces initial={places} isLive={!isOver}>
        {view.status === "LIVE" ? (
          <LiveRoom {...room} />
        ) : (
          <SitePage person={headerPerson(actor)} shop={await app.shop.read()}>
            {view.status === "SCHEDULED" ? (
              <UpcomingRoom {...room} />
            ) : (
              <EndedShow {...{ view, isGuest, replay, pins, next, renderedAt }} fresh={isFresh ? initial : null} />
            )}
          </SitePage>
        )}
      </OwnPlaces>
    </ClientWords>
  );
}
