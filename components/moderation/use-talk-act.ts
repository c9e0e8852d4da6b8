"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ApiRefusal } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { showToast } from "#components/ui/toasts.ts";

/** An act upon the chat: of another hand that was quicker it says who and when, and the page reads anew. */
export function useTalkAct(onDone: () => unknown) {
  const t = useTranslations("studio.talk");
  const locale = useLocale();
  const sayRefusal = useRefusalWords();
  const [busy, setBusy] = useState(false);

  function wordsOf(refusal: unknown): string {
    if (!(refusal instanceof ApiRefusal) || refusal.code !== "talk_acted") return sayRefusal(refusal);
    const { by, at } = refusal.detail;
    const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return t("alreadyDone", { by: String(by), time: time.format(new Date(String(at))) });
  }

  async function run(act: () => Promise<unknown>, done?: string): Promise<boolean> {
    setBusy(true);
    try {
      await act();
      if (done) showToast({ tone: "ok", text: done });
      return true;
    } catch (refusal) {
      showToast({ text: wordsOf(refusal), tone: "danger" });
      return false;
    } finally {
      setBusy(false);
      void onDone();
    }
  }

  return { busy, run };
}
