"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useOrderWatch } from "#components/preorders/checkout/use-order-watch.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Countdown } from "#components/ui/countdown.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { useLeave } from "./use-leave.ts";

type ServedOrderProps = {
  orderId: string;
  title: string;
  renderedAt: number;
  onPay: () => void;
  onDismiss: () => void;
};

/** The order that a place became, until it is paid or gone. */
export function ServedOrder({ orderId, title, renderedAt, onPay, onDismiss }: ServedOrderProps) {
  const t = useTranslations("queue.card");
  const order = useOrder(orderId);
  useLeave(order !== null && order.state !== "HELD", onDismiss);
  if (order?.state === "EXPIRED" || order?.state === "CANCELLED") {
    return (
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
        <p className="text-sm text-soft">{t(order.state === "EXPIRED" ? "holdOver" : "cancelled")}</p>
        <Button look="line" size="sm" onClick={onDismiss}>
          {t("dismiss")}
        </Button>
      </div>
    );
  }
  if (order && order.state !== "HELD") {
    return (
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="font-semibold text-ok">{t("reserved")}</p>
        <span className="flex gap-1">
          <Button look="plain" size="sm" onClick={onDismiss}>
            {t("dismiss")}
          </Button>
          <Link href={`/preorders/${orderId}`} className={buttonClass({ look: "line", size: "sm" })}>
            {t("openOrder")}
          </Link>
        </span>
      </div>
    );
  }
  return (
    <div className="flex items-center justify-between gap-3">
      <div className="grid gap-0.5">
        <p className="font-semibold">{title}</p>
        <p className="flex gap-1.5 text-sm text-warn">
          {t("timeToPay")}
          {order?.holdExpiresAt && <Countdown to={order.holdExpiresAt} renderedAt={renderedAt} />}
        </p>
      </div>
      <Button look="signal" aria-haspopup="dialog" onClick={onPay}>
        {t("pay")}
      </Button>
    </div>
  );
}

/** An order of one's own as it stands, read once and again whenever the server says that it changed. */
function useOrder(orderId: string): PreorderView | null {
  const [order, setOrder] = useState<PreorderView | null>(null);
  const isSettled = order !== null && order.state !== "HELD";

  useEffect(() => {
    const stop = new AbortController();
    callApi<PreorderView>("GET", `/api/preorders/${orderId}`, { signal: stop.signal }).then(setOrder, () => undefined);
    return () => stop.abort();
  }, [orderId]);
  useOrderWatch(isSettled ? null : orderId, setOrder);

  return order;
}
