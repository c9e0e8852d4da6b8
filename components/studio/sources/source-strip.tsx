import { Cable } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Air } from "../desk/use-air.ts";
import type { Desk } from "../desk/use-desk.ts";
import { SourceRow } from "./source-row.tsx";
import { SourceSheet } from "./source-sheet.tsx";
import { TurnedAway } from "./turned-away.tsx";
import type { SourceDesk } from "./use-sources.ts";

/** What comes from elsewhere, each with its light and its one button, and the way to set it up. */
export function SourceStrip({ desk, air, sources }: { desk: Desk; air: Air; sources: SourceDesk }) {
  const t = useTranslations("sources");
  const [open, setOpen] = useState(false);
  const list = sources.view?.sources ?? [];
  return (
    <div className="grid gap-3">
      {list.length > 0 && (
        <ul className="grid border-rule border-t">
          {list.map((source) => (
            <SourceRow key={source.kind} {...{ source, desk, air, sources }} />
          ))}
        </ul>
      )}
      {sources.view?.turnedAway && <TurnedAway {...sources.view.turnedAway} />}
      <Button look="line" wide onClick={() => setOpen(true)}>
        <Cable aria-hidden className="size-4" />
        {t("open")}
      </Button>
      <SourceSheet open={open} onOpenChange={setOpen} {...{ desk, air, sources }} />
    </div>
  );
}
