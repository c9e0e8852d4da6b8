"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useDropTitle } from "#components/drops/use-drop-title.ts";
import { useDuration } from "#components/queue/use-duration.ts";
import { Sheet } from "#components/ui/sheet.tsx";
import type { LiveDrop } from "#lib/live/contract.ts";

/** The rules of one drop in words, with what anybody needs to check its draw. */
export function DropRules({ drop, onClose }: { drop: LiveDrop; onClose: () => void }) {
  const t = useTranslations("drops.rules");
  const titleOf = useDropTitle();
  const duration = useDuration();
  return (
    <Sheet open onOpenChange={onClose} title={t("heading")} description={titleOf(drop)}>
      <dl tabIndex={0} className="grid gap-4 outline-offset-8">
        <Rule name={t("place")}>
          {t("placeBody")} {t("codes")}
        </Rule>
        <Rule name={t("opening")}>{t(drop.mode)}</Rule>
        <Rule name={t("pay")}>{t("payBody", { time: duration(drop.holdSeconds) })}</Rule>
        <Rule name={t("end")}>{t("endBody", { time: duration(drop.seconds) })}</Rule>
        {drop.mode === "SHUFFLED" && (
          <>
            <Rule name={t("proof")}>{t("proofBody")}</Rule>
            <Rule name={t("fingerprint")}>
              <code className="wrap-anywhere font-mono text-xs">{drop.seedHash}</code>
            </Rule>
            <Rule name={t("seed")}>
              {drop.seed ? <code className="wrap-anywhere font-mono text-xs">{drop.seed}</code> : t("seedLater")}
            </Rule>
          </>
        )}
      </dl>
    </Sheet>
  );
}

function Rule({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <dt className="font-medium">{name}</dt>
      <dd className="text-soft">{children}</dd>
    </div>
  );
}
