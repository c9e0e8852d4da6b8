import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { StudioFrame } from "#components/studio/studio-frame.tsx";
import { Thumb } from "#components/studio/thumb.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { container } from "#lib/container.ts";
import { listShowsToModerate } from "#lib/shows/queries.ts";
import { requireTalkKeeper } from "../../require-host.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("studio.talk"))("place") };
}

/** The chats that somebody keeps. */
export default async function TalkListPage() {
  const { keeper, host, name } = await requireTalkKeeper("/studio/talk");
  const t = await getTranslations("studio.talk");
  const shows = await listShowsToModerate(container(), keeper);
  return (
    <StudioFrame person={name} sells={host !== null}>
      <div className="page-column grid gap-6 py-8 lg:py-12">
        <div className="grid gap-2">
          <h1 className="headline text-3xl">{t("place")}</h1>
          <p className="text-soft">{t("lead")}</p>
        </div>
        {shows.length === 0 ? (
          <EmptyState title={t("none")}>{t("noneLead")}</EmptyState>
        ) : (
          <ul>
            {shows.map(({ id, title, poster, status, startsAt }) => (
              <li key={id} className="relative flex items-center gap-4 border-rule border-b py-4 hover:bg-raised">
                <Thumb src={poster} name={title} className="size-14" />
                <div className="grid min-w-0 gap-0.5">
                  <span className="text-sm text-soft">
                    {status === "LIVE" ? <Badge tone="signal">{t("live")}</Badge> : <LocalTime iso={startsAt} />}
                  </span>
                  <Link
                    href={`/studio/talk/${id}`}
                    className="truncate font-medium text-lg after:absolute after:inset-0"
                  >
                    {title}
                  </Link>
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </StudioFrame>
  );
}
