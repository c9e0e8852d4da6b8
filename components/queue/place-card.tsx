"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { editionSales, takesWaitlist } from "#components/catalog/sales-state.ts";
import { Announce } from "#components/ui/announce.tsx";
import { Button } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/clock.ts";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import { LeavePlace } from "./leave-place.tsx";
import { type OwnPlace, useOwnPlace, useOwnPlaces } from "./own-places.tsx";
import { isLost, placeStory } from "./place-story.ts";
import { usePlaceWords } from "./place-words.tsx";
import { ServedOrder } from "./served-order.tsx";
import { useLeave } from "./use-leave.ts";

type PlaceCardProps = {
  place: OwnPlace;
  drop: LiveDrop;
  edition: EditionView;
  renderedAt: number;
  /** Opens the payment of the order that it became. */
  onOrder: () => void;
  /** Opens what the shop has instead: its units, or the waitlist. */
  onShop: () => void;
};

/** One's own place, small and honest: where one stands, what that is worth, and the way out. */
export function PlaceCard({ place, drop, edition, renderedAt, onOrder, onShop }: PlaceCardProps) {
  const now = useNow(renderedAt);
  const { dismiss } = useOwnPlaces();
  const words = usePlaceWords({ place, drop, offerSeconds: edition.offerSeconds, now });
  const story = placeStory(place, drop, now);
  useLeave(place.state === "CLOSED" && drop.status === "CLOSED", () => dismiss(place.id));
  useStaleCheck(drop.status === "OPEN" && (story.kind === "opening" || story.kind === "win"));
  return (
    <div data-testid="place" data-story={story.kind} className="grid gap-2 border-ink border-l-2 pl-3">
      <Announce of={story.kind} text={words.title} />
      {story.kind === "served" && place.preorderId ? (
        <ServedOrder
          orderId={place.preorderId}
          title={words.title}
          renderedAt={renderedAt}
          onPay={onOrder}
          onDismiss={() => dismiss(place.id)}
        />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
          <p className="font-semibold leading-5">{words.title}</p>
          {place.state === "WAITING" && <LeavePlace place={place} isSmall />}
          {words.detail && <p className="figures col-span-2 text-sm text-soft">{words.detail}</p>}
        </div>
      )}
      {isLost(story) && <Instead place={place} edition={edition} onShop={onShop} />}
    </div>
  );
}

/** The server says at once what became of a place. Should that word be lost, this asks; a crowd does not ask all at once. */
function useStaleCheck(isDue: boolean) {
  const { reload } = useOwnPlaces();
  useEffect(() => {
    if (!isDue) return;
    const timer = setInterval(reload, 3000 + Math.random() * 3000);
    return () => clearInterval(timer);
  }, [isDue, reload]);
}

/** What else there is for whoever cannot win: the shop's own units with their later window, or the waitlist. */
function Instead({ place, edition, onShop }: Pick<PlaceCardProps, "place" | "edition" | "onShop">) {
  const t = useTranslations("queue.card");
  const locale = useLocale();
  const { dismiss } = useOwnPlaces();
  const onWaitlist = useOwnPlace(edition.id, null)?.state === "WAITING";
  const sales = editionSales(edition);
  return (
    <div className="grid gap-2">
      {sales === "open" && edition.nextWindow && (
        <p className="text-sm">{t("later", { window: formatWindow(edition.nextWindow, locale) })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {sales === "open" && (
          <Button look="signal" aria-haspopup="dialog" onClick={onShop}>
            {t("fromShop")}
          </Button>
        )}
        {takesWaitlist(sales) && (
          <Button look={onWaitlist ? "line" : "ink"} aria-haspopup="dialog" onClick={onShop}>
            {t(onWaitlist ? "onWaitlist" : "waitlist")}
          </Button>
        )}
        {place.state === "CLOSED" && (
          <Button look="plain" onClick={() => dismiss(place.id)}>
            {t("dismiss")}
          </Button>
        )}
      </div>
    </div>
  );
}
