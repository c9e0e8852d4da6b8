"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LowestBefore } from "#components/catalog/lowest-before.tsx";
import { useDropTitle } from "#components/drops/use-drop-title.ts";
import type { OwnPlace } from "#components/queue/own-places.tsx";
import { Announce } from "#components/ui/announce.tsx";
import { TallyDot } from "#components/ui/badge.tsx";
import { lazyModule } from "#components/ui/lazy-module.ts";
import { useModule } from "#components/ui/use-module.ts";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { DropButton } from "./drop-button.tsx";
import { DropClock } from "./drop-clock.tsx";
import { DropPrice } from "./drop-price.tsx";
import { DropMeter, DropStock } from "./drop-stock.tsx";
import { useJustBack } from "./just-back.ts";
import { offeredEdition } from "./offered-edition.ts";

/** Only for whoever has a place; then at once, for it was fetched meanwhile. */
const loadPlace = lazyModule(() => import("#components/queue/place-card.tsx"));
const loadRules = lazyModule(() => import("./drop-rules.tsx"));
const afterFirstPaintMs = 3000;

type DropCardProps = {
  drop: LiveDrop;
  product: ProductView;
  /** As the shop sells it. */
  edition: EditionView;
  place: OwnPlace | undefined;
  /** Units of the edition that ever came back. */
  returned: number;
  renderedAt: number;
  onDrop: () => void;
  /** Opens what the shop has instead: its units, or the waitlist. */
  onShop: () => void;
};

/** One drop in the room: when it opens, what it sells by which rule, and one thumb to take part; then one's own place. */
export function DropCard({
  drop,
  product,
  edition,
  place: latest,
  returned,
  renderedAt,
  onDrop,
  onShop,
}: DropCardProps) {
  const t = useTranslations("drops");
  const titleOf = useDropTitle();
  const [rulesOpen, setRulesOpen] = useState(false);
  const rules = useModule(loadRules, rulesOpen ? 0 : afterFirstPaintMs);
  const justBack = useJustBack(returned);
  const isOpen = drop.status === "OPEN";
  // A place that went with a drop that was taken back does not count for the drop that comes again.
  const place = latest?.state === "CLOSED" && drop.status === "ARMED" ? undefined : latest;
  const placed = useModule(loadPlace, place ? 0 : afterFirstPaintMs);
  return (
    <section
      aria-label={t("titled", { title: titleOf(drop) })}
      data-testid="drop"
      data-status={drop.status}
      className="relative grid animate-pop-in gap-2 bg-raised px-4 py-3 desk:gap-3 desk:py-4"
    >
      <DropAnnounce drop={drop} />
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 @min-[22rem]:gap-x-4">
        <DropClock drop={drop} renderedAt={renderedAt} className="min-w-16" />
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-0.5">
          <h2 className="flex items-center gap-2 font-semibold leading-5 desk:text-lg desk:leading-6">
            {isOpen && !drop.pausedAt && (
              <span className="flex text-signal-ink">
                <TallyDot />
              </span>
            )}
            <span className="truncate">{titleOf(drop)}</span>
          </h2>
          <p className="truncate text-sm text-soft">
            <DropPrice drop={drop} edition={edition} className="font-medium text-ink" /> {product.name} {edition.name}
          </p>
        </div>
        {!place && <DropButton drop={drop} edition={edition} onDrop={onDrop} onShop={onShop} />}
      </div>
      <div className="figures flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-soft">
        <LowestBefore edition={offeredEdition(edition, drop)} className="basis-full" />
        {drop.pausedForVideo && <span className="basis-full text-warn">{t("standsForVideo")}</span>}
        {isOpen && <DropStock drop={drop} justBack={justBack} />}
        {drop.status === "ARMED" && (
          <span>
            {t("units", { count: drop.units })}, {t("limit", { count: drop.perPersonLimit })}
          </span>
        )}
        {drop.status === "CLOSED" && <span className="text-ok">{t("result", { sold: drop.sold })}</span>}
        {(drop.status === "ARMED" || (isOpen && drop.waiting > 0)) && (
          <span data-testid="drop-waiting" title={t("waitingCounts")}>
            {t("waiting", { count: drop.waiting })}
          </span>
        )}
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setRulesOpen(true)}
          className="-my-2.5 ml-auto min-h-11 text-ink underline underline-offset-4"
        >
          {t(drop.status === "ARMED" ? `rule.${drop.mode}` : "how")}
        </button>
      </div>
      {place && placed && (
        <placed.PlaceCard {...{ place, drop, edition, renderedAt }} onOrder={onDrop} onShop={onShop} />
      )}
      {isOpen && (
        <div className="absolute inset-x-0 bottom-0">
          <DropMeter drop={drop} />
        </div>
      )}
      {rulesOpen && rules && <rules.DropRules drop={drop} onClose={() => setRulesOpen(false)} />}
    </section>
  );
}

/** Says once, politely, what the drop has come to. */
function DropAnnounce({ drop }: { drop: LiveDrop }) {
  const t = useTranslations("drops.announce");
  const { title, opensAt, pausedForVideo } = drop;
  const stage = pausedForVideo ? "pausedForVideo" : announced(drop);
  return <Announce of={`${stage} ${opensAt}`} text={t(stage, { title })} />;
}

function announced({ status, opensAt, pausedAt }: Pick<LiveDrop, "status" | "opensAt" | "pausedAt">) {
  if (status === "CLOSED" || status === "PREPARED") return "over" as const;
  if (pausedAt) return "paused" as const;
  if (status === "OPEN") return "open" as const;
  return opensAt ? ("fired" as const) : ("armed" as const);
}
