"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { serverTime } from "#components/ui/clock.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { DropFacts } from "./drop-facts.tsx";
import { ProofNote } from "./proof-note.tsx";
import type { DeviceProof } from "./use-proof.ts";

type DropNoteProps = {
  drop: LiveDrop;
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
        <ProofNote isReady={proof.state === "ready"}>{t(`proof.${proof.state}`)}</ProofNote>
      )}
    </div>
  );
}

function noteOf({ status, pausedAt }: LiveDrop): "armed" | "paused" | null {
  if (pausedAt) return "paused";
  return status === "ARMED" ? "armed" : null;
}
