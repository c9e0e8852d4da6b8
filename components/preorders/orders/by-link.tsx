import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { PreorderView } from "#lib/preorders/schema.ts";

/** For a reader who came by a mail's link: what can be seen this way, and until when the buyer may act. */
export function ByLink({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.byLink");
  const isOpen = order.state === "HELD" || order.state === "RESERVED";
  return (
    <section aria-label={t("title")} className="grid gap-4 border-ink border-l-2 pl-5">
      <p className="max-w-prose">{t("explain")}</p>
      {isOpen && (
        <dl className="grid gap-2 text-sm">
          <Moment name={t("refundUntil")} iso={order.refundableUntil} />
          {order.lockBy && <Moment name={t("lockBy")} iso={order.lockBy} />}
        </dl>
      )}
    </section>
  );
}

function Moment({ name, iso }: { name: string; iso: string }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4">
      <dt className="text-soft">{name}</dt>
      <dd>
        <LocalTime iso={iso} />
      </dd>
    </div>
  );
}
