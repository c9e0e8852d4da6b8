import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { ShowView } from "#lib/shows/schema.ts";
import { ShowForm } from "../show-form.tsx";

export function EditShow({ show, onSaved }: { show: ShowView; onSaved: () => void }) {
  const t = useTranslations("studio.showForm");
  const [open, setOpen] = useState(false);
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
        />
      </Sheet>
    </>
  );
}
