import { Search, X } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ProductFilter } from "#lib/catalog/schema.ts";
import { productsAddress } from "./products-address.ts";

export type ShownProducts = ProductFilter & { show?: string };

/** Which products stand below: a part of a name or SKU, on the shelf or in the archive. It stands in the address. */
export function ProductSearch({ shown }: { shown: ShownProducts }) {
  const t = useTranslations("studio.products.search");
  const isArchive = shown.archived === "true";
  return (
    <search className="flex flex-wrap items-center gap-x-6 gap-y-3">
      <Form action="/studio/products" key={shown.q} className="flex min-w-64 flex-1 items-center gap-2">
        <Input
          name="q"
          type="search"
          aria-label={t("label")}
          placeholder={t("label")}
          defaultValue={shown.q}
          maxLength={120}
          className="min-h-10"
        />
        {isArchive && <input type="hidden" name="archived" value="true" />}
        {shown.show && <input type="hidden" name="show" value={shown.show} />}
        <Button type="submit" look="line" size="sm" className="min-h-10">
          <Search aria-hidden className="size-4" />
          {t("go")}
        </Button>
        {shown.q && (
          <Link
            href={productsAddress({ ...shown, q: undefined })}
            className={buttonClass({ look: "plain", size: "sm" })}
          >
            <X aria-hidden className="size-4" />
            {t("clear")}
          </Link>
        )}
      </Form>
      <nav aria-label={t("where")} className="flex gap-2">
        {(["false", "true"] as const).map((archived) => (
          <Link
            key={archived}
            href={productsAddress({ ...shown, archived })}
            aria-current={archived === shown.archived ? "page" : undefined}
            className={buttonClass({ look: archived === shown.archived ? "ink" : "line", size: "sm" })}
          >
            {t(archived === "true" ? "archive" : "shelf")}
          </Link>
        ))}
      </nav>
    </search>
  );
}
