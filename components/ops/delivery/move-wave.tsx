"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { WhoMay } from "#components/forms/may-scope.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { StaffWaveView } from "#lib/delivery-windows/schema.ts";
import { formatWindow } from "#lib/words/format-window.ts";
import { MoveWaveForm } from "./move-wave-form.tsx";

/** Promises a whole wave another window: first who is affected, then the act. */
export function MoveWave({ wave }: { wave: StaffWaveView }) {
  const t = useTranslations("delivery");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const facts = { number: wave.number, edition: wave.edition };
  return (
    <WhoMay what="operate">
      <Button look="line" size="sm" aria-label={t("waves.moveOf", facts)} onClick={() => setOpen(true)}>
        {t("waves.move")}
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title={t("move.heading", facts)}
        description={t("move.now", { window: formatWindow(wave, locale), count: wave.allocated })}
      >
        <MoveWaveForm wave={wave} onDone={() => setOpen(false)} />
      </Sheet>
    </WhoMay>
  );
}
