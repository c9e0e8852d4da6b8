import { CalendarClock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { WhoMay } from "#components/forms/may-scope.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { ShowStatus } from "#lib/live/contract.ts";
import type { ShowCard } from "#lib/shows/schema.ts";
import { DeleteButton } from "../delete-button.tsx";
import { ArchiveShow } from "./archive-show.tsx";
import { CancelShow } from "./cancel-show.tsx";
import { PostponeShow } from "./postpone-show.tsx";
import { UseAgain } from "./use-again.tsx";

type ShowLifeProps = { show: ShowCard; status: ShowStatus; onDone: () => void };

/** What may be done with a show besides running it, each act with what it means for those who wait. */
export function ShowLife({ show, status, onDone }: ShowLifeProps) {
  const t = useTranslations("studio.life");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const now = { ...show, status };
  const done = () => {
    setOpen(false);
    onDone();
  };
  const mayArchive = show.isArchived || (status !== "LIVE" && status !== "SCHEDULED");
  return (
    <>
      <IconButton small label={t("open")} onClick={() => setOpen(true)}>
        <CalendarClock aria-hidden />
      </IconButton>
      <Sheet open={open} onOpenChange={setOpen} title={t("open")}>
        <div className="grid gap-6">
          {(status === "SCHEDULED" || status === "CANCELLED") && !show.isArchived && (
            <Act lead={t("postpone.body")}>
              <PostponeShow show={now} onDone={done} />
            </Act>
          )}
          {status === "SCHEDULED" && (
            <Act lead={t("cancel.lead")}>
              <CancelShow show={now} onDone={done} />
            </Act>
          )}
          {mayArchive && (
            <Act lead={t("archive.lead")}>
              <ArchiveShow show={now} onDone={done} />
            </Act>
          )}
          {status === "LIVE" && <p className="text-soft">{t("onAir")}</p>}
          <WhoMay what="sell">
            <Act lead={t("again.body")}>
              <UseAgain show={now} />
            </Act>
            {status !== "LIVE" && (
              <DeleteButton kind="show" id={show.id} name={show.title} onDeleted={() => router.push("/studio")} />
            )}
          </WhoMay>
        </div>
      </Sheet>
    </>
  );
}

function Act({ lead, children }: { lead: string; children: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-2 border-rule border-b pb-5">
      <p className="text-sm text-soft">{lead}</p>
      {children}
    </div>
  );
}
