"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, type ButtonLook } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { ShowView } from "#lib/shows/schema.ts";
import { ShowForm } from "./show-form.tsx";

/** Opens the form for a new show and goes to its desk once it exists. */
export function PlanShow({ pictures, look }: { pictures: string[]; look?: ButtonLook }) {
  const t = useTranslations("studio.showForm");
  const router = useRouter();
  const [open, setOpen] = useState(false);

  function planned(show: ShowView) {
    if (show.status === "DRAFT") {
      showToast({ text: t("drafted"), tone: "ok" });
      return router.push(`/studio/shows/${show.id}`);
    }
    const address = new URL(`/shows/${show.slug}`, window.location.href).href;
    const copy = () => void navigator.clipboard.writeText(address);
    showToast({ text: t("planned", { address }), tone: "ok", action: { label: t("copyLink"), run: copy } });
    router.push(`/studio/shows/${show.id}`);
  }

  return (
    <>
      <Button look={look} onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title={t("heading")} description={t("lead")}>
        <ShowForm pictures={pictures} onSaved={planned} onCancel={() => setOpen(false)} />
      </Sheet>
    </>
  );
}
