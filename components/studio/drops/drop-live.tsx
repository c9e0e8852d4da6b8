"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { CodesLink } from "#components/access-codes/codes-link.tsx";
import { clockOf, clockText } from "#components/drops/drop-clock.tsx";
import { StateBadge } from "#components/states/state-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/checkbox.tsx";
import { useNow } from "#components/ui/clock.ts";
import { KeyHint } from "#components/ui/key-hint.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { LiveDrop } from "#lib/live/contract.ts";
import { DropFigures } from "./drop-figures.tsx";
import { FireRow } from "./fire-row.tsx";
import { OwnPrices } from "./own-prices.tsx";
import { SellOut } from "./sell-out.tsx";
import { StockPlot } from "./stock-plot.tsx";
import type { Drops } from "./use-drops.ts";
import type { Lead } from "./use-lead.ts";
import { useStockHistory } from "./use-stock-history.ts";

type DropLiveProps = {
  drop: LiveDrop;
  drops: Drops;
  editionName: string;
  /** Units of the edition that ever came back. */
  returned: number;
  lead: Lead;
  onLead: (lead: Lead) => void;
  renderedAt: number;
};

/** A drop that people line up for or buy from: its clock in large, its units, what comes of it, and every control. */
export function DropLive({ drop, drops, editionName, returned, lead, onLead, renderedAt }: DropLiveProps) {
  const t = useTranslations("dropDesk");
  const samples = useStockHistory(drop);
  const isOpen = drop.status === "OPEN";
  const isPaused = drop.pausedAt !== null;
  const hasClock = isOpen || drop.opensAt !== null;
  return (
    <section
      aria-label={drop.title}
      data-testid="drop-live"
      data-status={drop.status}
      className={clsx("grid gap-4 border-rule border-b border-l-4 bg-raised py-4 pr-4 pl-3", edges[edgeOf(drop)])}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="grid min-w-0 gap-1">
          <div className="flex items-center gap-2">
            <StateBadge state={stateOf(drop)} />
            <h3 className="truncate font-semibold">{drop.title}</h3>
            <CodesLink where={`drops/${drop.id}`} of={drop.title} />
          </div>
          <p className="truncate text-sm text-soft">
            {editionName} · {t(`mode.${drop.mode}`)}
            <OwnPrices drop={drop} />
          </p>
        </div>
        <LargeClock drop={drop} renderedAt={renderedAt} />
      </div>
      <DropFigures drop={drop} returned={returned} />
      <SellOut drop={drop} samples={samples} />
      {drop.status === "ARMED" && !isPaused && <FireRow drop={drop} drops={drops} lead={lead} onLead={onLead} />}
      <div className="flex flex-wrap items-center gap-2">
        {(hasClock || isPaused) && (
          <Button
            look={isPaused ? "ink" : "line"}
            disabled={drops.busy}
            onClick={() => void drops.pause(drop, !isPaused)}
          >
            {t(isPaused ? "resume" : isOpen ? "pause" : "stopClock")}
            <KeyHint onButton>P</KeyHint>
          </Button>
        )}
        <Button look="danger" disabled={drops.busy} onClick={() => drops.setEnding(drop)}>
          {t(isOpen ? "close" : "disarm")}
          <KeyHint onButton>X</KeyHint>
        </Button>
        <Switch
          label={t("challenge")}
          checked={drop.challenge}
          onChange={(event) => void drops.setChallenge(drop, event.target.checked)}
          className="ml-auto items-center gap-3 text-sm"
        />
      </div>
      {isOpen && samples.length > 1 && <StockPlot samples={samples} />}
    </section>
  );
}

/** Readable from across the room. */
function LargeClock({ drop, renderedAt }: { drop: LiveDrop; renderedAt: number }) {
  const t = useTranslations("dropDesk");
  const { label, seconds } = clockOf(drop, useNow(renderedAt));
  const end = drop.status === "ARMED" ? drop.opensAt : drop.closesAt;
  return (
    <div data-testid="drop-clock" className="grid justify-items-end gap-1">
      <span className="slug text-soft">
        {t(`clock.${label}`)} {end && !drop.pausedAt && <LocalTime iso={end} style="second" />}
      </span>
      {seconds !== null && (
        <span
          role="timer"
          className={clsx("numeral text-5xl", label === "opensIn" && seconds <= 10 && "text-signal-ink")}
        >
          {clockText(seconds)}
        </span>
      )}
    </div>
  );
}

const edges = { signal: "border-l-signal", warn: "border-l-warn", ink: "border-l-ink" };

function edgeOf({ status, pausedAt }: LiveDrop): keyof typeof edges {
  if (pausedAt) return "warn";
  return status === "OPEN" ? "signal" : "ink";
}

function stateOf({ status, pausedAt, pausedForVideo }: LiveDrop) {
  if (pausedForVideo) return "drop.PAUSED_FOR_VIDEO";
  return pausedAt ? "drop.PAUSED" : (`drop.${status}` as const);
}
