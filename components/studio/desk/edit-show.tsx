import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Switch } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { ShowView } from "#lib/shows/schema.ts";
import { ShowForm } from "../show-form.tsx";

export function EditShow({ show, onSaved }: { show: ShowView; onSaved: () => void }) {
  const t = useTranslations("studio.showForm");
  const [open, setOpen] = useState(false);
  const { busy, run } = useAct();
  const turn = (pauseWithVideo: boolean) =>
    run(async () => {
      await callApi("PATCH", `/api/shows/${show.id}`, { body: { pauseWithVideo } });
      onSaved();
    });
  const pictures = [...new Set(show.products.flatMap((product) => product.image ?? []))];
  return (
    <>
      <IconButton small label={t("edit")} onClick={() => setOpen(true)}>
        <Pencil aria-hidden />
      </IconButton>
      <Sheet open={open} onOpenChange={setOpen} title={t("edit")}>
        <ShowForm
          show={show}
          pictures={pictures}
          onSaved={() => {
            onSaved();
            setOpen(false);
          }}
          onCancel={() => setOpen(false)}
        />
        <Switch
          label={t("pauseWithVideo")}
          hint={t("pauseWithVideoHint")}
          checked={show.pauseWithVideo}
          aria-busy={busy || undefined}
          onChange={({ target }) => !busy && void turn(target.checked)}
          className="mt-6 border-rule border-t pt-4"
        />
      </Sheet>
    </>
  );
}
