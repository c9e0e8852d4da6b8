"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { ProductImage } from "#components/catalog/product-image.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Money } from "#components/ui/money.tsx";
import { Stepper } from "#components/ui/stepper.tsx";
import type { Basket } from "./basket-scope.tsx";
import type { BasketItem } from "./basket-store.ts";
import { depositOf, type LostLine as Lost, nameOf, type ReadyLine, totalOf } from "./use-basket-lines.ts";

type BasketLineProps = {
  basket: Basket;
  line: ReadyLine;
  isFixed: boolean;
  /** Whether the way to a city is in the window. */
  /** Why it stood in the way of the last try. */
  fault: string | undefined;
  onRemove: (name: string) => void;
};

/** One edition with its price, its deposit and its promise; what changed since it was added is said and asked. */
export function BasketLine({ basket, line, isFixed, fault, onRemove }: BasketLineProps) {
  const t = useTranslations("basket");
  const words = useTranslations("terms.window");
  const { item, product, edition, price, quantity, most, window, includesWay, hasChanged } = line;
  const name = nameOf(product, edition);
  const set = (change: Partial<BasketItem>) =>
    basket.change(({ items }) => ({
      items: items.map((each) => (each.editionId === item.editionId ? { ...each, ...change } : each)),
    }));
  const seen = { currency: price.currency, unitMinor: price.priceMinor, depositMinor: price.depositMinor };
  return (
    <li
      data-testid="basket-line"
      className="grid grid-cols-[4.5rem_minmax(0,1fr)_auto] gap-x-3 gap-y-2 py-3 first:pt-0"
    >
      <ProductImage src={edition.image ?? product.image} name={name} className="aspect-4/3 w-full rounded-sm" />
      <div className="grid content-start gap-0.5 text-sm">
        <h3 className="font-medium text-base leading-5">{name}</h3>
        <p className="figures">
          <Money minor={totalOf(line)} currency={price.currency} />
          {quantity > 1 && (
            <span className="text-soft">
              {" · "}
              {t("each")} <Money minor={price.priceMinor} currency={price.currency} />
            </span>
          )}
        </p>
        <p className="text-soft">
          {t("lineDeposit")} <Money minor={depositOf(line)} currency={price.currency} />
          {(line.shippingMinor ?? 0) > 0 && (
            <>
              {" · "}
              {t("lineShipping")} <Money minor={line.shippingMinor ?? 0} currency={price.currency} />
            </>
          )}
        </p>
        <p className="text-soft">
          {words(includesWay ? "arrives" : "leaves")} <DeliveryWindow window={window} />
        </p>
      </div>
      <RemoveButton {...{ onRemove, name, isFixed }} />
      <div className="col-span-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Stepper
          label={t("quantityOf", { name })}
          value={quantity}
          min={isFixed ? quantity : 1}
          max={isFixed ? quantity : Math.max(1, most)}
          onValue={(value) => set({ quantity: value })}
        />
        {item.quantity > quantity && (
          <p role="status" className="text-sm text-warn">
            {t("capped", { count: quantity })}
          </p>
        )}
      </div>
      {hasChanged && !isFixed && (
        <div className="col-span-3 flex flex-wrap items-center justify-between gap-2 rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          <p role="status">
            {t("changed")} <Money minor={item.seen.unitMinor} currency={item.seen.currency} />
            {" → "}
            <Money minor={price.priceMinor} currency={price.currency} />
          </p>
          <Button look="line" size="sm" aria-label={t("keepOf", { name })} onClick={() => set({ seen })}>
            {t("keep")}
          </Button>
        </div>
      )}
      {fault && (
        <p role="alert" className="col-span-3 rounded-sm bg-danger-wash px-3 py-2 text-danger text-sm">
          {fault}
        </p>
      )}
    </li>
  );
}

/** A line that cannot be ordered, and why; the rest goes on without it. */
export function LostLine({ line, isFixed, onRemove }: Pick<BasketLineProps, "isFixed" | "onRemove"> & { line: Lost }) {
  const t = useTranslations("basket");
  const name = line.name ?? t("unnamed");
  return (
    <li data-testid="lost-line" className="flex items-center justify-between gap-3 py-3">
      <div className="grid gap-0.5 text-sm">
        <h3 className="font-medium text-base text-soft leading-5">{name}</h3>
        <p role="status" className="text-warn">
          {t(`lost.${line.why}`)}
        </p>
      </div>
      <RemoveButton {...{ onRemove, name, isFixed }} />
    </li>
  );
}

type RemoveButtonProps = { onRemove: (name: string) => void; name: string; isFixed: boolean };

function RemoveButton({ onRemove, name, isFixed }: RemoveButtonProps) {
  const t = useTranslations("basket");
  return (
    <IconButton label={t("remove", { name })} disabled={isFixed} onClick={() => onRemove(name)} className="-mr-2.5">
      <Trash2 aria-hidden />
    </IconButton>
  );
}
