import { useTranslations } from "next-intl";
import { ShelfRow } from "#components/catalog/shelf-row.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { CompareButton } from "./compare-button.tsx";

type ShelfDeskProps = {
  products: ProductView[];
  onCompare: () => void;
  onReserve: (productId: string) => void;
};

/** The products of a show that is not on air, by number, each with its terms. */
export function ShelfDesk({ products, onCompare, onReserve }: ShelfDeskProps) {
  const t = useTranslations("room.shelf");
  if (products.length === 0) return <p className="text-soft">{t("empty")}</p>;
  return (
    <>
      <CompareButton {...{ products, onCompare }} className="mb-4 justify-self-start" />
      <ol className="grid divide-y divide-rule border-ink border-t">
        {products.map((product, index) => (
          <ShelfRow key={product.id} product={product} number={index + 1} onReserve={onReserve} className="py-4" />
        ))}
      </ol>
    </>
  );
}
