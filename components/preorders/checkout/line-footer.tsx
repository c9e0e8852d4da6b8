"use client";

import { useLocale, useTranslations } from "next-intl";
import { useDuration } from "#components/queue/use-duration.ts";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import { unitsInPlay } from "#lib/drops/view.ts";
import type { LiveDrop } from "#lib/live/contract.ts";
import { formatMoney } from "#lib/money.ts";
import { variantName } from "#lib/variants/view.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import { preorderFormId } from "./choose-step.tsx";
import type { Offer } from "./offer.ts";
import type { Preorder } from "./use-preorder.ts";
import { useRetryOnline } from "./use-retry-online.ts";
import type { Terms } from "./use-terms.ts";

type LineFooterProps = {
  edition: EditionView;
  terms: Terms;
  preorder: Preorder;
  quantity: number;
  offer: Offer;
  drop: LiveDrop | undefined;
};

/** Takes a place in a line, with what it promises in one line above, and what stands in its way. */
export function LineFooter({ edition, terms, preorder, quantity, offer, drop }: LineFooterProps) {
  const t = useTranslations("queue.sheet");
  const locale = useLocale();
  const duration = useDuration();
  const { attempt, isBusy, problem } = preorder;
  useRetryOnline(attempt.isAsked && !isBusy);
  const { holdSeconds, offerSeconds } = edition;
  const { totalMinor, depositMinor, currency, window } = terms.shown;
  const isWaitlist = offer.act === "waitlist";
  const facts = {
    what: quantity > 1 ? `${quantity} × ${variantName(edition)}` : variantName(edition),
    price: formatMoney({ minor: totalMinor, currency, locale, style: "short" }),
    time: duration(isWaitlist ? offerSeconds : holdSeconds),
    window: window ? formatWindow(window, locale) : "",
  };
  const promise = depositMinor > 0 ? "Promise" : "Free";

  return (
    <div className="grid gap-2.5">
      {drop?.status === "OPEN" && !isBusy && (
        <p role="status" className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          {isWaitlist ? t("gone") : t("waitForUnpaid", { count: unitsInPlay(drop) })}
        </p>
      )}
      {attempt.isAsked && !isBusy && (
        <p role="status" className="text-sm text-warn">
          {t("unfinished")}
        </p>
      )}
      <Problem isBoxed>{problem}</Problem>
      <p className="text-soft text-xs">{t(isWaitlist ? `waitlist${promise}` : `line${promise}`, facts)}</p>
      <Button
        type="submit"
        form={preorderFormId}
        look="signal"
        size="lg"
        wide
        busy={isBusy}
        disabled={!attempt.isAsked && !terms.isPriced}
      >
        {t(isWaitlist ? "joinWaitlist" : "takePlace")}
      </Button>
    </div>
  );
}
