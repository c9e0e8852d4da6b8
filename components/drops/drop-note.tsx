"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import type { DropLine } from "#lib/live/contract.ts";
import { DropFacts } from "./drop-facts.tsx";
import type { DeviceProof } from "./use-proof.ts";

type DropNoteProps = {
  drop: DropLine;
  proof: DeviceProof;
  /** The drop sells nothing any more; the sheet shows what else there is. */
  isOver: boolean;
};

/** At the head of the sheet: what the drop is doing, what the button will do, and what the device is doing meanwhile. */
export function DropNote({ drop, proof, isOver }: DropNoteProps) {
  const t = useTranslations("drops");
  const [mountedAt] = useState(serverTime);
  const note = isOver ? null : noteOf(drop);
  return (
    <div className="mb-5 grid gap-3">
      <DropFacts drop={drop} renderedAt={mountedAt} />
      {isOver && drop.status !== "OPEN" && (
        <p className="text-sm text-warn">{t(drop.status === "CLOSED" ? "note.over" : "note.takenBack")}</p>
      )}
      {note === "armed" && <p className="text-sm text-soft">{t("note.armed")}</p>}
      {note === "paused" && (
        <p className="text-sm text-warn">{t(drop.pausedForVideo ? "note.pausedForVideo" : "note.paused")}</p>
      )}
      {proof.state !== "none" && !isOver && (
        <p role="status" className="flex items-start gap-2 text-sm text-soft">
          <ShieldCheck
            aria-hidden
            className={proof.state === "ready" ? "size-5 shrink-0 text-ok" : "size-5 shrink-0"}
          />
          {t(`proof.${proof.state}`)}
        </p>
      )}
    </div>
  );
}

function noteOf({ status, pausedAt }: DropLine): "armed" | "paused" | null {
  if (pausedAt) return "paused";
  return status === "ARMED" ? "armed" : null;
}
