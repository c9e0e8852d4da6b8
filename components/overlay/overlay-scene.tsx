"use client";

import { clsx } from "clsx";
import { Eye, Heart } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { langOf } from "#components/catalog/foreign-text.tsx";
import { LowestBefore } from "#components/catalog/lowest-before.tsx";
import { PriceFrom } from "#components/catalog/price-from.tsx";
import { ProductImage } from "#components/catalog/product-image.tsx";
import { productSales, unitsLeft, unitsMade } from "#components/catalog/sales-state.ts";
import { StockLeft } from "#components/catalog/stock-left.tsx";
import { withStock } from "#components/catalog/with-stock.ts";
import { DropClock } from "#components/drops/drop-clock.tsx";
import { DropPrice } from "#components/drops/drop-price.tsx";
import { DropMeter, DropStock } from "#components/drops/drop-stock.tsx";
import { offeredEdition } from "#components/drops/offered-edition.ts";
import { useDropTitle } from "#components/drops/use-drop-title.ts";
import { LazyGoals } from "#components/goals/lazy-goals.tsx";
import { PollChoices } from "#components/polls/poll-choices.tsx";
import { pollIn } from "#components/polls/poll-in.ts";
import { PollStanding } from "#components/polls/poll-standing.tsx";
import { useShownPoll } from "#components/polls/use-shown-poll.ts";
import { NumberTicker } from "#components/ui/number-ticker.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { LiveDrop, LivePoll, Snapshot } from "#lib/live/contract.ts";
import { askedAt } from "#lib/live/cues.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import type { OverlayLook, OverlayPart } from "./overlay-look.ts";

type OverlaySceneProps = { view: ShowView; show: Snapshot; look: OverlayLook; renderedAt: number };

/** What is held up, counted and asked right now. It is laid over the picture before that leaves, so nothing waits for a player. */
export function OverlayScene({ view, show, look, renderedAt }: OverlaySceneProps) {
  const products = useMemo(() => withStock(view.products, show.stock), [view.products, show.stock]);
  const has = (part: OverlayPart) => look.parts.includes(part);
  const isHidden = show.halts?.on.includes("product");
  const pinned = isHidden ? undefined : products.find(({ id }) => id === show.pinned);
  const question = askedAt(show.askedCues, null);
  const drops = show.drops.filter(({ status }) => status === "ARMED" || status === "OPEN");
  return (
    <div className="fixed inset-0 grid grid-rows-[auto_minmax(0,1fr)] gap-4 p-6 text-ink">
      {has("numbers") && (
        <Numbers show={show} className={look.side === "right" ? "justify-self-start" : "justify-self-end"} />
      )}
      <div
        className={clsx("row-start-2 flex items-end justify-between gap-6", look.side === "left" && "flex-row-reverse")}
      >
        <div className="grid w-[24rem] gap-4">
          {has("poll") && show.poll && <Poll poll={show.poll} />}
          {has("question") && question && <Question {...question} />}
        </div>
        <div className="grid w-[22rem] gap-4">
          {has("drop") && drops.map((drop) => <Drop key={drop.id} {...{ drop, products, renderedAt }} />)}
          {has("product") && pinned && <Pinned product={pinned} />}
        </div>
      </div>
    </div>
  );
}

const card = "animate-rise overflow-hidden rounded-md bg-raised shadow-lift";

function Numbers({ show, className }: { show: Snapshot; className: string }) {
  const t = useTranslations("room");
  return (
    <p
      data-testid="overlay-numbers"
      className={clsx("flex gap-4 rounded-full bg-raised px-4 py-1.5 font-medium", className)}
    >
      <span title={t("watching", { count: show.viewers })} className="flex items-center gap-1.5">
        <Eye aria-hidden className="size-4" />
        <NumberTicker value={show.viewers} />
      </span>
      <span title={t("likes", { count: show.likes })} className="flex items-center gap-1.5">
        <Heart aria-hidden className="size-4" />
        <NumberTicker value={show.likes} />
      </span>
    </p>
  );
}

function Pinned({ product }: { product: ProductView }) {
  return (
    <section
      key={product.id}
      data-testid="overlay-product"
      aria-label={product.name}
      className={clsx(card, "flex gap-3 p-3")}
    >
      <ProductImage src={product.image} name={product.name} eager className="aspect-square w-24 shrink-0 rounded-sm" />
      <div className="grid min-w-0 content-center gap-1">
        <h2 lang={langOf(product.foreign, "name")} className="line-clamp-2 font-semibold text-lg leading-6">
          {product.name}
        </h2>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <PriceFrom product={product} className="font-medium text-xl" />
          <StockLeft
            left={unitsLeft(product)}
            total={unitsMade(product)}
            isOffSale={productSales(product) === "offSale"}
            className="text-sm"
          />
        </p>
        <LazyGoals product={product} />
      </div>
    </section>
  );
}

function Drop({ drop, products, renderedAt }: { drop: LiveDrop; products: ProductView[]; renderedAt: number }) {
  const titleOf = useDropTitle();
  const found = products.flatMap((product) =>
    product.editions.map((edition): [ProductView, EditionView] => [product, edition]),
  );
  const [product, edition] = found.find(([, { id }]) => id === drop.editionId) ?? [];
  if (!product || !edition) return null;
  return (
    <section
      data-testid="overlay-drop"
      data-status={drop.status}
      aria-label={titleOf(drop)}
      className={clsx(card, "relative grid gap-2 p-4")}
    >
      <div className="flex items-start justify-between gap-4">
        <div className="grid min-w-0 gap-0.5">
          <h2 className="line-clamp-2 font-semibold text-lg leading-6">{titleOf(drop)}</h2>
          <p className="truncate text-sm text-soft">
            {product.name} {edition.name}
          </p>
        </div>
        <DropClock drop={drop} renderedAt={renderedAt} className="shrink-0 justify-items-end" />
      </div>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <DropPrice drop={drop} edition={edition} className="font-medium text-2xl" />
        {drop.status === "OPEN" && <DropStock drop={drop} justBack={0} />}
      </p>
      <LowestBefore edition={offeredEdition(edition, drop)} className="text-sm text-soft" />
      {drop.status === "OPEN" && (
        <div className="absolute inset-x-0 bottom-0">
          <DropMeter drop={drop} />
        </div>
      )}
    </section>
  );
}

function Question({ body, name }: { body: string; name: string }) {
  const t = useTranslations("questions");
  return (
    <figure key={body} data-testid="overlay-question" className={clsx(card, "border-signal border-l-4 px-4 py-3")}>
      <figcaption className="flex min-w-0 gap-2 text-sm text-soft">
        <span className="font-medium">{t("onAir")}</span>
        {name && <span className="truncate">{t("from", { name })}</span>}
      </figcaption>
      <blockquote className="wrap-anywhere line-clamp-4 text-balance font-semibold text-xl leading-7">
        {body}
      </blockquote>
    </figure>
  );
}

/** A guess has no bars: it shows what is asked, and how many have answered. */
function Poll({ poll: asked }: { poll: LivePoll }) {
  const poll = pollIn(asked, useLocale());
  if (!useShownPoll(poll)) return null;
  return (
    <section data-testid="overlay-poll" aria-label={poll.title} className={clsx(card, "grid gap-2 p-4")}>
      <h2 dir="auto" className="text-balance font-semibold text-lg leading-6">
        {poll.title}
      </h2>
      {poll.kind === "vote" && <PollChoices poll={poll} own={null} busy={false} />}
      <PollStanding poll={poll} />
    </section>
  );
}
