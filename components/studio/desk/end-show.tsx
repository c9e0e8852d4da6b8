import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Devices } from "#components/media/broadcast/use-capture.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import type { Air } from "./use-air.ts";
import type { Desk } from "./use-desk.ts";

type EndShowProps = {
  desk: Desk;
  air: Air;
  devices: Devices;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The end asks, and asks what becomes of the sales; for ten minutes it can be taken back. */
export function EndShow({ desk, air, devices, open, onOpenChange }: EndShowProps) {
  const t = useTranslations("studio.end");
  const [closeSales, setCloseSales] = useState(true);
  const [busy, setBusy] = useState(false);

  async function end() {
    setBusy(true);
    await air.stop();
    if (await desk.end(closeSales)) devices.release();
    setBusy(false);
    onOpenChange(false);
  }

  return (
    <>
      <Button look="danger" size="lg" onClick={() => onOpenChange(true)} className="flex-1 px-3 max-md:min-h-11">
        {t("open")}
      </Button>
      <Confirm
        open={open}
        onOpenChange={onOpenChange}
        title={t("heading")}
        confirmLabel={t("confirm")}
        look="signal"
        busy={busy}
        onConfirm={() => void end()}
      >
        <p>{t("lead", { viewers: desk.live.viewers })}</p>
        <Checkbox
          label={t("closeSales")}
          hint={t("closeSalesHint")}
          checked={closeSales}
          onChange={(event) => setCloseSales(event.target.checked)}
          className="mt-3 text-ink"
        />
      </Confirm>
    </>
  );
}
