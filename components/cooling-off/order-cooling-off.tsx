import Link from "next/link";
import { useTranslations } from "next-intl";
import { TimeBar } from "#components/preorders/orders/time-bar.tsx";
import { Countdown } from "#components/ui/countdown.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { OrderCoolingOff as Terms } from "#lib/cooling-off/schema.ts";

type OrderCoolingOffProps = {
  terms: Terms;
  serverTime: string;
  /** Whether the shop has published a page about it. */
  hasPage: boolean;
};

/** Within how many days the buyer may send it back without a reason, and the clock once they have it. */
export function OrderCoolingOff({ terms, serverTime, hasPage }: OrderCoolingOffProps) {
  const t = useTranslations("myOrders.coolingOff");
  const why = useTranslations("terms.exemption");
  const { days, exemption, startedAt, until, isOver, text } = terms;
  if (exemption) return <p>{t("exempt", { reason: why(exemption) })}</p>;
  if (days === 0) return <p>{t("none")}</p>;
  return (
    <div className="grid gap-3">
      {startedAt === null || until === null ? (
        <p>{t("waits", { days })}</p>
      ) : (
        <Clock {...{ startedAt, until, isOver, serverTime, days }} />
      )}
      {text && <p className="max-w-prose whitespace-pre-line text-sm text-soft">{text}</p>}
      {hasPage && (
        <p className="text-sm">
          <Link href="/legal/returns" prefetch={false} className="underline underline-offset-4">
            {t("page")}
          </Link>
        </p>
      )}
    </div>
  );
}

type ClockProps = { startedAt: string; until: string; isOver: boolean; serverTime: string; days: number };

function Clock({ startedAt, until, isOver, serverTime, days }: ClockProps) {
  const t = useTranslations("myOrders.coolingOff");
  const renderedAt = Date.parse(serverTime);
  const over = t("over", { days });
  if (isOver) return <p>{over}</p>;
  return (
    <>
      <div className="grid gap-1">
        <span className="slug text-soft">{t("left")}</span>
        <span className="numeral text-3xl" data-testid="cooling-off-left">
          <Countdown to={until} renderedAt={renderedAt} done={over} />
        </span>
      </div>
      <TimeBar from={startedAt} to={until} renderedAt={renderedAt} />
      <dl className="flex justify-between gap-4 text-sm">
        <div>
          <dt className="text-soft">{t("from")}</dt>
          <dd>
            <LocalTime iso={startedAt} />
          </dd>
        </div>
        <div className="text-right">
          <dt className="text-soft">{t("to")}</dt>
          <dd>
            <LocalTime iso={until} />
          </dd>
        </div>
      </dl>
      <p className="text-sm">
        <a href="#letters" className="underline underline-offset-4">
          {t("write")}
        </a>
      </p>
    </>
  );
}
