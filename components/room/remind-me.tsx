"use client";

import { CalendarPlus, Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";

/** What one can do about a show that is not on yet: into the calendar with it, and on to a friend. */
export function RemindMe({ showId, title }: { showId: string; title: string }) {
  const t = useTranslations("room.upcoming");

  async function share() {
    const url = location.href;
    try {
      if (typeof navigator.share === "function") return await navigator.share({ title, url });
      await navigator.clipboard.writeText(url);
      showToast({ text: t("copied"), tone: "ok" });
    } catch (reason) {
      // Whoever closes the list of apps has changed their mind.
      if (reason instanceof DOMException && reason.name === "AbortError") return;
      showToast({ text: t("copyByHand", { url }) });
    }
  }

  return (
    <div className="flex flex-wrap gap-2">
      <a href={`/api/shows/${showId}/calendar.ics`} download className={buttonClass()}>
        <CalendarPlus aria-hidden className="size-5" />
        {t("calendar")}
      </a>
      <Button look="line" onClick={share}>
        <Share2 aria-hidden className="size-5" />
        {t("share")}
      </Button>
    </div>
  );
}
