import type { Metadata } from "next";
import dynamicPart from "next/dynamic";
import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { preload } from "react-dom";
import { KeepsTalk } from "#components/audience/keeps-talk.tsx";
import { OwnPlaces } from "#components/queue/own-places.tsx";
import { UpcomingRoom } from "#components/room/other-states.tsx";
import { PlainLink } from "#components/room/plain-link.tsx";
import { ClientWords } from "#components/shell/client-words.tsx";
import { SitePage } from "#components/shell/site-page.tsx";
import { ShowData } from "#components/shows/show-data.tsx";
import { requireTalkOf } from "#lib/accounts/gate.ts";
import type { Actor } from "#lib/accounts/schema.ts";
import { container } from "#lib/container.ts";
import { isOver } from "#lib/live/contract.ts";
import { readSnapshot } from "#lib/live/snapshot.ts";
import { listClaims } from "#lib/questions/queries.ts";
import { claimQuery } from "#lib/questions/schema.ts";
import { findReplay } from "#lib/recordings/queries.ts";
import { nullWhen } from "#lib/refusal.ts";
import { wasTalkedIn } from "#lib/replays/list-lines.ts";
import { findDraft, findShow, listNextShows } from "#lib/shows/queries.ts";
import { listPins } from "#lib/shows/read-pins.ts";
import { canonicalPath } from "../../../asked-locale.ts";
import { currentActor } from "../../../current-actor.ts";
import { describePage } from "../../../describe-page.ts";
import { headerPerson } from "../../../header-person.ts";
import { ownPlaces } from "../../../own-places.ts";

export const dynamic = "force-dynamic";

/** A page brings the scripts of what it shows, and not of what the show was or will be. */
const LiveRoom = dynamicPart(() => import("#components/room/live-room.tsx").then((module) => module.LiveRoom));
const CancelledShow = dynamicPart(() =>
  import("#components/room/cancelled-show.tsx").then((module) => module.CancelledShow),
);
const EndedShow = dynamicPart(() => import("#components/room/ended-show.tsx").then((module) => module.EndedShow));

type ShowPageProps = { params: Promise<{ slug: string }> };

/** Published, or a draft in the hands of whoever prepares it. */
const readShow = cache(async (slug: string) => {
  const [app, locale] = [container(), await getLocale()];
  return (await findShow(app, slug, locale)) ?? findDraft(app, slug, await currentActor(), locale);
});
/** For so long the recording may still be on its way, and the host may go on after all. */
const freshMs = 12 * 60_000;

export async function generateMetadata({ params }: ShowPageProps): Promise<Metadata> {
  const view = await readShow((await params).slug);
  if (!view) return {};
  if (view.status === "DRAFT") return { title: view.title, robots: { index: false } };
  const described = await describePage({
    path: `/shows/${view.slug}`,
    title: view.title,
    description: view.summary,
    picture: view.poster,
  });
  return view.isArchived ? { ...described, robots: { index: false } } : described;
}

export default async function ShowPage({ params }: ShowPageProps) {
  const view = await readShow((await params).slug);
  if (!view) notFound();
  const app = container();
  const [actor, initial] = await Promise.all([currentActor(), readSnapshot(app, view.id)]);
  const isEnded = view.status === "ENDED";
  const isGone = isOver(view.status);
  const [places, replay, hasTalk, pins, { claims }, next, keeps] = await Promise.all([
    ownPlaces(actor),
    isEnded ? findReplay(app, view.id) : null,
    isEnded && wasTalkedIn(app, view.id),
    isEnded ? listPins(app, view.id) : [],
    isEnded ? listClaims(app, view.id, claimQuery.parse({ limit: 50 })) : { claims: [] },
    isGone ? listNextShows(app, 2, await getLocale()) : [],
    keepsTalk(actor, view.id),
  ]);
  // The first thing one sees, and the browser learns of it with the head of the page.
  if (view.poster && !isGone) preload(view.poster, { as: "image", fetchPriority: "high" });
  const isGuest = !actor || actor.isAnonymous;
  const renderedAt = Date.now();
  const room = { view, initial, isGuest, renderedAt, account: actor?.id ?? null };
  const isFresh = view.endedAt !== null && renderedAt - Date.parse(view.endedAt) < freshMs;

  return (
    <ClientWords speak={["room", "product", "drops", "queue", "questions", "terms"]}>
      {view.status !== "DRAFT" && (
        <ShowData view={view} address={app.env.PUBLIC_URL + (await canonicalPath(`/shows/${view.slug}`))} />
      )}
      {isGone || <PlainLink showId={view.id} />}
      <KeepsTalk keeps={keeps}>
        <OwnPlaces initial={places} isLive={!isGone}>
          {view.status === "LIVE" ? (
            <LiveRoom {...room} />
          ) : (
            <SitePage person={headerPerson(actor)} shop={await app.shop.read()}>
              {view.status === "CANCELLED" ? (
                <CancelledShow {...{ view, isGuest, next, renderedAt }} />
              ) : view.status === "SCHEDULED" || view.status === "DRAFT" ? (
                <UpcomingRoom {...room} />
              ) : (
                <EndedShow
                  {...{ view, isGuest, replay, hasTalk, pins, claims, next, renderedAt }}
                  fresh={isFresh ? initial : null}
                />
              )}
            </SitePage>
          )}
        </OwnPlaces>
      </KeepsTalk>
    </ClientWords>
  );
}

/** Whether they see what is whispered in the room. */
async function keepsTalk(actor: Actor | null, showId: string): Promise<boolean> {
  if (!actor || actor.isAnonymous) return false;
  return (await requireTalkOf(container().db, actor, showId).catch(nullWhen("not_found", "not_allowed"))) !== null;
}
