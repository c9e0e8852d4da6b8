"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { newKey } from "#components/session/new-key.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { ConversionQuote, PreorderView } from "#lib/preorders/schema.ts";
import { ChangeOption } from "./change-option.tsx";
import { ChangePreview } from "./change-preview.tsx";

/** The other editions beside the own one, then exactly what would change, then the one act. */
export function ChangeScreen({ order, quotes }: { order: PreorderView; quotes: ConversionQuote[] }) {
  const t = useTranslations("myOrders.change");
  const words = useRefusalWords();
  const router = useRouter();
  const preview = useRef<HTMLElement>(null);
  const [chosenId, setChosen] = useState<string | null>(null);
  const [key, setKey] = useState(newKey);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const chosen = quotes.find(({ editionId }) => editionId === chosenId) ?? null;

  const choose = (editionId: string) => {
    setChosen(editionId);
    setKey(newKey());
    setProblem(null);
    requestAnimationFrame(() => preview.current?.scrollIntoView({ block: "nearest" }));
  };

  const change = async ({ editionId, name, totalMinor, window }: ConversionQuote) => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { editionId, expected: { totalMinor, windowEnd: window?.end ?? null } };
      const made = await callApi<PreorderView>("POST", `/api/preorders/${order.id}/conversion`, {
        body,
        idempotencyKey: key,
      });
      showToast({ tone: "ok", text: t("done", { edition: name }) });
      router.replace(`/preorders/${made.id}`);
    } catch (refusal) {
      setBusy(false);
      setProblem(words(refusal));
      if (refusal instanceof ApiRefusal && refusal.code === "terms_changed") setProblem(t("moved"));
      router.refresh();
    }
  };

  return (
    <div className="grid gap-x-16 gap-y-10 pt-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
      <fieldset className="grid content-start border-ink border-t">
        <legend className="sr-only">{t("edition")}</legend>
        {quotes.map((quote) => (
          <ChangeOption
            key={quote.editionId}
            order={order}
            quote={quote}
            isChosen={quote === chosen}
            onChoose={choose}
          />
        ))}
      </fieldset>
      <section
        ref={preview}
        aria-label={t("preview")}
        aria-live="polite"
        className="grid content-start gap-5 self-start scroll-mb-6 lg:sticky lg:top-6"
      >
        <h2 className="headline text-xl">{t("preview")}</h2>
        {chosen ? <ChangePreview order={order} quote={chosen} /> : <p className="text-soft">{t("choose")}</p>}
        <Problem isBoxed>{problem}</Problem>
        <div className="grid gap-2">
          {chosen && !chosen.refusal && (
            <Button size="lg" wide busy={isBusy} onClick={() => void change(chosen)}>
              {t("confirm", { edition: chosen.name })}
            </Button>
          )}
          <Link href={`/preorders/${order.id}`} className={buttonClass({ look: "line", wide: true })}>
            {t("keep")}
          </Link>
        </div>
      </section>
    </div>
  );
}
