"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { ProductImage } from "#components/catalog/product-image.tsx";
import { useDropTitle } from "#components/drops/use-drop-title.ts";
import { Announce } from "#components/ui/announce.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { useNow } from "#components/ui/clock.ts";
import type { QueueView } from "#lib/queue/schema.ts";
import { LeavePlace } from "./leave-place.tsx";
import { type OwnPlace, useOwnPlaces } from "./own-places.tsx";
import { usePlaceWords } from "./place-words.tsx";
import { useServed } from "./use-served.ts";

/** Where one waits, above the orders. What becomes an order moves down there. */
export function PlaceList({ renderedAt }: { renderedAt: number }) {
  const t = useTranslations("queue.list");
  const router = useRouter();
  const { places, reload } = useOwnPlaces();
  useServed(() => router.refresh());
  useInterval(reload, places.some(({ state }) => state === "WAITING") ? readEveryMs : null);
  const shown = places.filter(({ state }) => state === "WAITING" || state === "CLOSED").filter(isWhole);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="places-heading" className="border-ink border-b pt-8 pb-2">
      <h2 id="places-heading" className="headline text-2xl">
        {t("title")}
      </h2>
      <ul>
        {shown.map((place) => (
          <PlaceRow key={place.id} place={place} renderedAt={renderedAt} />
        ))}
      </ul>
    </section>
  );
}

/** No live line tells this page how the others in line fare. */
const readEveryMs = 20_000;

function useInterval(act: () => void, ms: number | null) {
  const run = useEffectEvent(() => document.visibilityState === "visible" && act());
  useEffect(() => {
    if (ms === null) return;
    const timer = setInterval(() => run(), ms);
    return () => clearInterval(timer);
  }, [ms]);
}

function isWhole(place: OwnPlace): place is QueueView {
  return place.product !== undefined && place.offerSeconds !== undefined;
}

function PlaceRow({ place, renderedAt }: { place: QueueView; renderedAt: number }) {
  const t = useTranslations("queue.list");
  const titleOf = useDropTitle();
  const now = useNow(renderedAt);
  const { product, edition, drop, show, offerSeconds } = place;
  const { kind, title, detail } = usePlaceWords({ place, drop: drop ?? undefined, offerSeconds, now });
  return (
    <li
      data-testid="place"
      data-story={kind}
      className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-5 gap-y-3 border-rule border-b py-5 last:border-b-0 md:grid-cols-[10rem_minmax(0,1fr)_auto] md:items-center md:gap-x-8"
    >
      <Announce of={kind} text={`${product.name} ${edition.name}: ${title}`} />
      <ProductImage src={product.image} name={product.name} className="aspect-4/3 w-full self-start rounded-sm" />
      <div className="grid content-center gap-1">
        <p className="text-sm text-soft">{drop ? t("forDrop", { drop: titleOf(drop) }) : t("forEdition")}</p>
        <h3 className="headline text-xl">
          {product.name} {edition.name}
        </h3>
        <p className="figures font-medium">
          {title} · {t("quantity", { quantity: place.quantity })}
        </p>
        {detail && <p className="figures max-w-prose text-sm text-soft">{detail}</p>}
      </div>
      <div className="col-span-2 flex flex-wrap gap-2 md:col-span-1">
        <Link
          href={show ? `/shows/${show.slug}` : `/products/${product.slug}`}
          className={buttonClass({ look: "plain" })}
        >
          {t(show ? "toShow" : "toProduct")}
        </Link>
        {place.state === "WAITING" && <LeavePlace place={place} />}
      </div>
    </li>
  );
}
