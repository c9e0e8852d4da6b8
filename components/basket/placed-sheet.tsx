"use client";

import { Check, Clock } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { useOrderWatch } from "#components/preorders/checkout/use-order-watch.ts";
import type { PayWays } from "#components/preorders/checkout/use-pay-way.ts";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import type { Basket } from "./basket-scope.tsx";
import type { BasketSheetProps } from "./basket-sheet.tsx";
import type { PlacedBasket } from "./basket-store.ts";
import { PayOrders } from "./pay-orders.tsx";
import { nameOf } from "./use-basket-lines.ts";

type PlacedSheetProps = BasketSheetProps & {
  basket: Basket;
  ways: PayWays;
  placed: PlacedBasket;
  isConfirmed: boolean;
};

/** The orders that a basket became: their one payment while it is awaited, then each with where it stands. */
export function PlacedSheet(props: PlacedSheetProps) {
  const { basket, ways, placed, isConfirmed, products, isGuest, backLabel, onClose } = props;
  const t = useTranslations("basket");
  const pay = useTranslations("preorders.pay");
  const done = useTranslations("preorders.done");
  const { orders, read } = useOrders(placed.id, () => basket.change(() => ({ placed: null })));
  const held = orders?.filter(({ state }) => state === "HELD") ?? [];
  const isOver = orders !== null && held.length === 0;
  const forget = useEffectEvent(() => basket.change(() => ({ placed: null })));
  useEffect(() => {
    if (isOver) forget();
  }, [isOver]);
  const [first] = orders ?? [];
  const isKept = orders?.some(({ state }) => state !== "EXPIRED" && state !== "CANCELLED");
  return (
    <Sheet
      open
      modal={ways.publishableKey === null || held.length === 0}
      onOpenChange={onClose}
      title={isOver ? (isKept ? done("title") : t("nothing")) : pay("title")}
      footer={isOver ? <DoneFooter backLabel={backLabel} onClose={onClose} /> : undefined}
    >
      {orders === null && <Skeleton className="h-40" />}
      <div className="grid gap-5">
        {held.length > 0 && (
          <PayOrders key={held.map(({ id }) => id).join()} {...{ held, ways, isConfirmed }} onChange={read} />
        )}
        {orders && (
          <ul
            data-testid={isOver ? "basket-done" : undefined}
            className="grid divide-y divide-rule border-ink border-t"
          >
            {orders.map((order) => (
              <PlacedOrder key={order.id} order={order} />
            ))}
            {placed.gone.map((line) => (
              <GoneLine key={line.editionId} products={products} {...line} />
            ))}
          </ul>
        )}
        {isOver && isKept && isGuest && first && (
          <p className="text-sm text-soft">{done("guest", { email: first.contact })}</p>
        )}
        {isOver && isKept && <p className="text-soft text-xs">{t("ownOrders")}</p>}
      </div>
    </Sheet>
  );
}

/** Read again whenever one of them changes; a basket that is nobody's here is forgotten. */
function useOrders(basketId: string, onLost: () => void) {
  const [orders, setOrders] = useState<PreorderView[] | null>(null);
  const read = () =>
    void callApi<PreorderView[]>("GET", `/api/baskets/${basketId}`).then(setOrders, (refusal: unknown) => {
      if (typeof refusal === "object" && refusal && "status" in refusal && refusal.status === 404) onLost();
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each basket
  useEffect(read, [basketId]);
  useOrderWatch(orders?.find(({ state }) => state === "HELD")?.id ?? null, (order) => {
    const known = orders?.find(({ id }) => id === order.id);
    if (known && (known.state !== order.state || known.payments.length !== order.payments.length)) read();
  });
  return { orders, read };
}

function PlacedOrder({ order }: { order: PreorderView }) {
  const t = useTranslations("basket");
  const { id, quantity, product, edition, state, window } = order;
  const isKept = state !== "EXPIRED" && state !== "CANCELLED";
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-start gap-2 py-3 text-sm">
      {state === "HELD" || !isKept ? (
        <Clock aria-hidden className="mt-0.5 size-5 text-warn" />
      ) : (
        <Check aria-hidden className="mt-0.5 size-5 text-ok" />
      )}
      <span className="grid gap-0.5">
        <span className="font-medium text-base leading-5">
          {quantity > 1 && `${quantity} × `}
          {product.name} {edition.name}
        </span>
        <span className={isKept ? "text-soft" : "text-warn"}>
          {t(isKept ? (state === "HELD" ? "state.held" : "state.reserved") : "state.over")}
          {isKept && (
            <>
              {" · "}
              <DeliveryWindow window={window} />
            </>
          )}
        </span>
      </span>
      <Link
        href={`/preorders/${id}`}
        aria-label={t("openOrder", { name: product.name })}
        className={buttonClass({ look: "line", size: "sm" })}
      >
        {t("open")}
      </Link>
    </li>
  );
}

type GoneLineProps = { editionId: string; code: string; products: ProductView[] };

function GoneLine({ editionId, code, products }: GoneLineProps) {
  const t = useTranslations("basket");
  const words = useRefusalWords();
  const product = products.find(({ editions }) => editions.some(({ id }) => id === editionId));
  const edition = product?.editions.find(({ id }) => id === editionId);
  return (
    <li className="grid gap-0.5 py-3 text-sm">
      <span className="font-medium text-base text-soft leading-5">
        {product && edition ? nameOf(product, edition) : t("unnamed")}
      </span>
      <span role="status" className="text-warn">
        {words({ code })}
      </span>
    </li>
  );
}

function DoneFooter({ backLabel, onClose }: { backLabel: string; onClose: () => void }) {
  const t = useTranslations("basket");
  return (
    <div className="grid grid-cols-2 gap-2">
      <Link href="/preorders" className={buttonClass({ look: "line", wide: true })}>
        {t("openAll")}
      </Link>
      <Button wide onClick={onClose}>
        {backLabel}
      </Button>
    </div>
  );
}
