"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { BringCode } from "#components/access-codes/bring-code.tsx";
import { DropFacts } from "#components/drops/drop-facts.tsx";
import { Announce } from "#components/ui/announce.tsx";
import { Button } from "#components/ui/button.tsx";
import { serverTime, useNow } from "#components/ui/clock.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { LeavePlace } from "./leave-place.tsx";
import type { OwnPlace } from "./own-places.tsx";
import { usePlaceWords } from "./place-words.tsx";

type PlaceStepProps = { place: OwnPlace; drop: LiveDrop | undefined; edition: EditionView };

/** The sheet while one waits: where one stands and what it is worth. It goes on to the payment by itself. */
export function PlaceStep({ place, drop, edition }: PlaceStepProps) {
  const [mountedAt] = useState(serverTime);
  const now = useNow(mountedAt);
  const { kind, title, detail } = usePlaceWords({ place, drop, offerSeconds: edition.offerSeconds, now });
  return (
    <div data-testid="place" data-story={kind} className="grid gap-4">
      <Announce of={kind} text={title} />
      {drop && <DropFacts drop={drop} renderedAt={mountedAt} />}
      <div className="grid gap-1.5 border-ink border-l-2 pl-4">
        <p className="headline text-xl">{title}</p>
        {detail && <p className="text-soft">{detail}</p>}
      </div>
      {place.state === "WAITING" && !place.hasCode && drop?.status !== "OPEN" && <BringCode placeId={place.id} />}
    </div>
  );
}

type PlaceFooterProps = { place: OwnPlace; backLabel: string; onClose: () => void };

export function PlaceFooter({ place, backLabel, onClose }: PlaceFooterProps) {
  const t = useTranslations("queue.card");
  if (place.state !== "WAITING") return <p className="min-h-11 text-soft text-sm">{t("reserved")}</p>;
  return (
    <div className="grid grid-cols-2 gap-2">
      <LeavePlace place={place} wide />
      <Button wide onClick={onClose}>
        {backLabel}
      </Button>
    </div>
  );
}
