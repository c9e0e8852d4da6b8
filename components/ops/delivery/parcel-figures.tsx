import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ParcelFigures as Figures } from "#lib/parcels/schema.ts";

/** What left, what came back, and what waits to be sent again; nothing before the first parcel. */
export function ParcelFigures({ figures: { sent, returned, waiting } }: { figures: Figures }) {
  const t = useTranslations("delivery.parcels");
  if (sent === 0 && waiting === 0) return null;
  return (
    <section aria-labelledby="parcels" className="grid gap-3">
      <h2 id="parcels" className="slug text-soft">
        {t("heading")}
      </h2>
      <dl className="figures flex flex-wrap gap-x-10 gap-y-3 border-ink border-t pt-3">
        <Figure name={t("sent")}>{sent}</Figure>
        <Figure name={t("returned")}>{returned}</Figure>
        <Figure name={t("waiting")}>
          {waiting > 0 ? (
            <Link href="/ops/orders?returned=true" className="text-warn underline underline-offset-4">
              {waiting}
            </Link>
          ) : (
            waiting
          )}
        </Figure>
      </dl>
    </section>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="numeral text-2xl">{children}</dd>
    </div>
  );
}
