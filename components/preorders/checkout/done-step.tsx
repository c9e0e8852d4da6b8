"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { DeliveryWindow } from "#components/catalog/delivery-window.tsx";
import { GoodsAndShipping } from "#components/shipping/goods-and-shipping.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { lacksAddress } from "#lib/addresses/view.ts";
import { formatMoney } from "#lib/money.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { TaxInside } from "./tax-inside.tsx";

/** Reserved: what, for how much, until when it can be undone and when it comes. */
export function DoneStep({ order, isGuest }: { order: PreorderView; isGuest: boolean }) {
  const t = useTranslations("preorders");
  const words = useTranslations("terms.window");
  const locale = useLocale();
  const isWayless = useBuyer().asksCity && order.city === null && order.country === null;
  const facts = {
    quantity: order.quantity,
    edition: order.edition.name,
    product: order.product.name,
    amount: formatMoney({ minor: order.depositMinor, currency: order.currency, locale, style: "short" }),
  };
  return (
    <div role="status" data-testid="reserved" className="grid gap-4">
      <p className="flex items-start gap-3">
        <span className="grid size-8 shrink-0 place-items-center rounded-full bg-ok-wash text-ok">
          <Check aria-hidden className="size-5" />
        </span>
        <span className="pt-1">{t(order.depositMinor > 0 ? "done.body" : "done.bodyFree", facts)}</span>
      </p>
      <dl className="grid gap-x-6 gap-y-3 border-rule border-t pt-4 sm:grid-cols-2">
        <div>
          <dt className="text-sm text-soft">{words(isWayless ? "leaves" : "arrives")}</dt>
          <dd>
            <DeliveryWindow window={order.window} />
            {order.city && <span className="block text-sm text-soft">{order.city}</span>}
          </dd>
        </div>
        <div>
          <dt className="text-sm text-soft">{t("sheet.price")}</dt>
          <dd>
            <Money minor={order.totalMinor} currency={order.currency} withCode />
            <GoodsAndShipping sums={order} />
            <TaxInside order={order} className="block text-sm text-soft" />
          </dd>
        </div>
        <div>
          <dt className="text-sm text-soft">{t("sheet.refundUntil")}</dt>
          <dd>
            <LocalTime iso={order.refundableUntil} />
          </dd>
        </div>
      </dl>
      {lacksAddress(order) && (
        <p className="text-sm">
          <Link href={`/preorders/${order.id}`} className="underline underline-offset-4">
            {t("done.address")}
          </Link>
        </p>
      )}
      {isGuest && <p className="text-sm text-soft">{t("done.guest", { email: order.contact })}</p>}
    </div>
  );
}

type DoneFooterProps = { order: PreorderView; backLabel: string; onClose: () => void };

export function DoneFooter({ order, backLabel, onClose }: DoneFooterProps) {
  const t = useTranslations("preorders.done");
  return (
    <div className="grid grid-cols-2 gap-2">
      <Link href={`/preorders/${order.id}`} className={buttonClass({ look: "line", wide: true })}>
        {t("open")}
      </Link>
      <Button wide onClick={onClose}>
        {backLabel}
      </Button>
    </div>
  );
}
