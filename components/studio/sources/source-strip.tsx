import { Cable } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Air } from "../desk/use-air.ts";
import type { Desk } from "../desk/use-desk.ts";
import { SourceRow } from "./source-row.tsx";
import { SourceSheet, type SourceTab } from "./source-sheet.tsx";
import { TargetLights } from "./target-lights.tsx";
import { TurnedAway } from "./turned-away.tsx";
import type { SourceDesk } from "./use-sources.ts";

/** What comes from elsewhere, each with its light and its one button, and the way to set it up. */
export function SourceStrip({ desk, air, sources }: { desk: Desk; air: Air; sources: SourceDesk }) {
  const t = useTranslations("sources");
  const [open, setOpen] = useState<SourceTab | null>(null);
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
      {sources.view?.rejected && <TurnedAway {...sources.view.rejected} />}
      <TargetLights targets={sources.targets} onOpen={() => setOpen("targets")} />
      <Button look="line" wide onClick={() => setOpen("obs")}>
        <Cable aria-hidden className="size-4" />
        {t("open")}
      </Button>
      <SourceSheet tab={open} onTab={setOpen} {...{ desk, air, sources }} />
    </div>
  );
}
