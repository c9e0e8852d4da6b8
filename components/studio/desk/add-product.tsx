import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { Thumb } from "../thumb.tsx";
import type { Desk } from "./use-desk.ts";

/** Puts one of the host's products on the run list. New ones are made beside the desk, in a tab of their own. */
export function AddProduct({ desk, addable }: { desk: Desk; addable: ProductView[] }) {
  const t = useTranslations("studio.run");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="plain" size="sm" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {t("add")}
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title={t("addHeading")}
        footer={
          <a
            href={`/studio/products?show=${desk.view.id}#import`}
            target="_blank"
            rel="noreferrer"
            className={buttonClass({ look: "line", wide: true })}
          >
            {t("makeNew")}
          </a>
        }
      >
        {addable.length === 0 ? (
          <p className="text-soft">{t("allAdded")}</p>
        ) : (
          <ul>
            {addable.map((product) => (
              <li key={product.id} className="flex items-center gap-3 border-rule border-b py-2">
                <Thumb src={product.image} name={product.name} className="size-10" />
                <span className="min-w-0 flex-1 truncate">{product.name}</span>
                <Button
                  look="line"
                  size="sm"
                  disabled={desk.busy}
                  aria-label={t("addOf", { product: product.name })}
                  onClick={() => void desk.add(product.id)}
                >
                  {t("add")}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Sheet>
    </>
  );
}
