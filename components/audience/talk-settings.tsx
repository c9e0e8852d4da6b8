"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { Switch } from "#components/ui/checkbox.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { NameStep } from "./name-step.tsx";
import { announceArrivals, announcesArrival } from "./own-name.ts";

/** What one is called in the talk, and whether rooms may say that one came in. */
export function TalkSettings({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations("room.chat.settings");
  const [announces, setAnnounces] = useState(announcesArrival);
  const { busy, run } = useAct();

  async function announce(next: boolean): Promise<void> {
    if (await run(() => announceArrivals(next))) setAnnounces(next);
  }

  function saved(name: string): void {
    showToast({ tone: "ok", text: t("named", { name }) });
    onClose();
  }

  return (
    <Sheet open={open} onOpenChange={(isOpen) => !isOpen && onClose()} title={t("title")}>
      <div className="grid gap-6">
        <NameStep body={null} onNamed={saved} onCancel={onClose} />
        <Switch
          label={t("announces")}
          hint={t("announcesHint")}
          checked={announces}
          disabled={busy}
          onChange={({ target }) => void announce(target.checked)}
        />
      </div>
    </Sheet>
  );
}
