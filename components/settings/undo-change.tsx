"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { LastChange, ShopCard } from "#lib/shop/schema.ts";

/** Who changed this part last, and the way back. */
export function UndoChange({ card, last }: { card: ShopCard; last: LastChange | null }) {
  const t = useTranslations("settings.undo");
  const parts = useTranslations("settings.parts");
  const router = useRouter();
  const { busy, run } = useAct();
  if (!last) return null;
  const undo = async () => {
    if (!(await run(() => callApi("POST", "/api/settings/shop/undo", { body: { card } })))) return;
    showToast({ text: t("done"), tone: "ok" });
    router.refresh();
  };
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 border-rule border-t pt-2 text-sm text-soft">
      <span className="wrap-anywhere">
        {t.rich("last", { by: last.by ?? t("nobody"), at: () => <LocalTime iso={last.at} /> })}
      </span>
      <Button look="line" size="sm" busy={busy} aria-label={t("of", { part: parts(card) })} onClick={() => void undo()}>
        {t("undo")}
      </Button>
    </p>
  );
}
