import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { AddButton } from "#components/basket/add-button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { CardBadge, langOf } from "./foreign-text.tsx";
import { PriceFrom } from "./price-from.tsx";
import { ProductImage } from "./product-image.tsx";
import { ProductNumber } from "./product-number.tsx";
import { SalesButton } from "./sales-button.tsx";
import { productSales, unitsLeft, unitsMade } from "./sales-state.ts";
import { StockLeft } from "./stock-left.tsx";

type ShelfRowProps = {
  product: ProductView;
  number: number;
  pinned?: boolean;
  onReserve: (productId: string) => void;
  className?: string;
};

/** One product of a show under its number, with the way to reserve it. */
export function ShelfRow({ product, number, pinned = false, onReserve, className }: ShelfRowProps) {
  const t = useTranslations("room.shelf");
  return (
    <li
      aria-current={pinned || undefined}
      className={clsx(
        "grid grid-cols-[5rem_minmax(0,1fr)_auto] wide:grid-cols-[6rem_minmax(0,1fr)_auto] items-center gap-3",
        className,
      )}
    >
      <ProductImage src={product.image} name={product.name} className="aspect-4/3 w-full rounded-sm" />
      <div className="grid gap-0.5">
        <span className="flex items-center gap-2 text-xs">
          <ProductNumber number={number} className="text-soft" />
          {pinned && <span className="truncate font-medium text-signal-ink">{t("onAirNow")}</span>}
        </span>
        <h3 lang={langOf(product.foreign, "name")} className="line-clamp-2 font-medium leading-5">
          <PageLink href={`/products/${product.slug}`} className="underline-offset-4 hover:underline">
            {product.name}
          </PageLink>
        </h3>
        <CardBadge foreign={product.foreign} field="name" />
        <PriceFrom product={product} className="text-sm" />
        <StockLeft
          left={unitsLeft(product)}
          total={unitsMade(product)}
          isOffSale={productSales(product) === "offSale"}
          className="text-sm"
        />
      </div>
      <div className="grid gap-1">
        <SalesButton product={product} pinned={pinned} onPress={() => onReserve(product.id)} className="px-4" />
        <AddButton product={product} onChoose={() => onReserve(product.id)} className="px-2 text-sm!" />
      </div>
    </li>
  );
}
