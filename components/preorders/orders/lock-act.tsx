"use client";

import { Lock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { HoldButton } from "#components/ui/hold-button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { formatMoney } from "#lib/money.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { formatWindow } from "#lib/words/format-window.ts";

type Phase = "hold" | "holding" | "letGo" | "working";

/** Hold to lock; or, for who cannot hold, the same terms in words and a second step. */
export function LockAct({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.lock");
  const locale = useLocale();
  const router = useRouter();
  const words = useRefusalWords();
  const hintId = useId();
  const [phase, setPhase] = useState<Phase>("hold");
  const [isAsking, setAsking] = useState(false);
  const isBusy = phase === "working";

  const lock = async () => {
    setPhase("working");
    try {
      await callApi<PreorderView>("POST", `/api/preorders/${order.id}/lock`, { isOneAct: true });
      showToast({ tone: "ok", text: t("locked") });
      router.replace(`/preorders/${order.id}`);
    } catch (refusal) {
      showToast({ tone: "danger", text: words(refusal) });
      setPhase("hold");
      setAsking(false);
      router.refresh();
    }
  };

  const { quantity, product, edition, totalMinor, currency, window } = order;
  const facts = {
    what: `${quantity > 1 ? `${quantity} × ` : ""}${product.name} ${edition.name}`,
    price: formatMoney({ minor: totalMinor, currency, locale, style: "short" }),
  };
  return (
    <section aria-label={t("hold")} className="grid justify-items-center gap-3 text-center">
      <p role="status" className="headline text-xl" data-testid="lock-phase" data-phase={phase}>
        {t(phase)}
      </p>
      <HoldButton
        label={t("hold")}
        describedBy={hintId}
        busy={isBusy}
        onHold={() => setPhase("holding")}
        onLetGo={() => setPhase("letGo")}
        onDone={lock}
        onPressed={() => setAsking(true)}
      >
        <Lock aria-hidden className="size-10" strokeWidth={1.5} />
      </HoldButton>
      <p id={hintId} className="max-w-sm text-pretty text-sm text-soft">
        {t("holdHint")}
      </p>
      <Button look="plain" size="sm" disabled={isBusy} onClick={() => setAsking(true)}>
        {t("twoSteps")}
      </Button>
      <Confirm
        open={isAsking}
        onOpenChange={setAsking}
        title={t("confirmTitle")}
        cancelLabel={t("keep")}
        confirmLabel={t("confirm")}
        look="signal"
        busy={isBusy}
        onConfirm={lock}
      >
        {window
          ? t("confirmBody", { ...facts, window: formatWindow(window, locale) })
          : t("confirmBodyNoWindow", facts)}
      </Confirm>
    </section>
  );
}
