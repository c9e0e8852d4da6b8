"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { useOwnPlaces } from "#components/queue/own-places.tsx";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { QueueEntry } from "#lib/live/contract.ts";
import { CodeField } from "./code-field.tsx";

/** For somebody who waits already: a code puts their place at the head of the line. */
export function BringCode({ placeId }: { placeId: string }) {
  const t = useTranslations("codes.field");
  const words = useRefusalWords();
  const { take, reload } = useOwnPlaces();
  const [code, setCode] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [isWrong, setWrong] = useState(false);

  const bring = async () => {
    setBusy(true);
    setWrong(false);
    try {
      take(await callApi<QueueEntry>("POST", `/api/line/${placeId}/code`, { body: { code: code.trim() } }));
      reload();
      showToast({ tone: "ok", text: t("brought") });
    } catch (refusal) {
      const isCode = refusal instanceof ApiRefusal && refusal.code === "code_invalid";
      setWrong(isCode);
      if (!isCode) showToast({ tone: "danger", text: words(refusal) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form onSubmit={bring} className="grid gap-3">
      <CodeField code={code} isLocked={isBusy} isWrong={isWrong} onCode={setCode} />
      {code.trim().length >= 4 && (
        <Button type="submit" look="line" busy={isBusy}>
          {t("bring")}
        </Button>
      )}
    </Form>
  );
}
