import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ShowView } from "#lib/shows/schema.ts";

/** What everybody should know of a show before all else: that it is a draft, was moved, or was put away. */
export function ShowNote({ view }: { view: ShowView }) {
  const t = useTranslations("room.note");
  if (view.status === "DRAFT") return <Note>{t("draft")}</Note>;
  if (view.isArchived) return <Note>{t("archived")}</Note>;
  if (view.status !== "SCHEDULED" || !view.movedFrom) return null;
  return (
    <Note>
      {t("moved")}{" "}
      <s className="text-soft">
        <LocalTime iso={view.movedFrom} />
      </s>{" "}
      → <LocalTime iso={view.startsAt} />
    </Note>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return (
    <p role="note" className="border-signal border-l-4 bg-raised px-4 py-3">
      {children}
    </p>
  );
}
