import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ShowStatus } from "#lib/live/contract.ts";
import type { ShowCard } from "#lib/shows/schema.ts";
import { ArchiveShow } from "./archive-show.tsx";
import { PostponeShow } from "./postpone-show.tsx";
import { PublishShow } from "./publish-show.tsx";

type ShowStandingProps = { show: ShowCard; status: ShowStatus; onDone: () => void };

/** A strip across the desk of a show that does not simply come: a draft, one that was moved or cancelled, one in the archive. */
export function ShowStanding({ show, status, onDone }: ShowStandingProps) {
  const t = useTranslations("studio.life.standing");
  const now = { ...show, status };
  if (show.isArchived) {
    return (
      <Strip says={t("archived")}>
        <ArchiveShow show={now} onDone={onDone} />
      </Strip>
    );
  }
  if (status === "DRAFT") {
    return (
      <Strip says={t("draft")}>
        <PublishShow show={now} onDone={onDone} />
      </Strip>
    );
  }
  if (status === "CANCELLED") {
    return (
      <Strip says={t("cancelled")}>
        <PostponeShow show={now} onDone={onDone} />
      </Strip>
    );
  }
  if (status !== "SCHEDULED" || !show.movedFrom) return null;
  return (
    <Strip
      says={
        <>
          {t("moved")} <LocalTime iso={show.movedFrom} />
        </>
      }
    />
  );
}

function Strip({ says, children }: { says: React.ReactNode; children?: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-rule border-b bg-sunk px-4 py-2.5 lg:px-5">
      <p className="text-sm">{says}</p>
      {children}
    </div>
  );
}
