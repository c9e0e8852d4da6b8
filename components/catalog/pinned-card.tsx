import { useTranslations } from "next-intl";
import { LazyGoals } from "#components/goals/lazy-goals.tsx";
import { TallyDot } from "#components/ui/badge.tsx";
import { Meter } from "#components/ui/meter.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { CardBadge, langOf } from "./foreign-text.tsx";
import { PriceFrom } from "./price-from.tsx";
import { ProductImage } from "./product-image.tsx";
import { ProductNumber } from "./product-number.tsx";
import { SalesButton } from "./sales-button.tsx";
import { productSales, unitsLeft, unitsMade } from "./sales-state.ts";
import { StockLeft } from "./stock-left.tsx";

type PinnedCardProps = {
  product: ProductView;
  number: number;
  /** A drop beside it is what presses; there is one red button at a time. */
  isQuiet?: boolean;
  onReserve: (productId: string) => void;
};

/** What the host holds up right now: price, what is left of it, and one thumb to Reserve. */
export function PinnedCard({ product, number, isQuiet = false, onReserve }: PinnedCardProps) {
  const t = useTranslations("room.shelf");
  const words = useTranslations("product");
  const left = unitsLeft(product);
  const total = unitsMade(product);
  return (
    <section
      key={product.id}
      aria-label={t("onAirNow")}
      data-testid="pinned"
      className="relative grid animate-pop-in grid-cols-[minmax(0,1fr)_auto] items-center gap-3 bg-raised px-4 py-2.5 @min-[22rem]:grid-cols-[5.5rem_minmax(0,1fr)_auto] desk:grid-cols-[11rem_minmax(0,1fr)] desk:gap-4 desk:py-4"
    >
      <ProductImage
        src={product.image}
        name={product.name}
        eager
        className="hidden aspect-4/3 w-full rounded-sm @min-[22rem]:block desk:row-span-2 desk:block"
      />
      <div className="grid gap-0.5">
        <span className="flex items-center gap-2 text-signal-ink text-xs">
          <TallyDot />
          <ProductNumber number={number} />
          <span className="hidden truncate font-medium desk:inline">{t("onAirNow")}</span>
          <CardBadge foreign={product.foreign} field="name" />
        </span>
        <h2
          lang={langOf(product.foreign, "name")}
          className="truncate font-semibold leading-5 desk:text-lg desk:leading-6"
        >
          {product.name}
        </h2>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <PriceFrom product={product} className="font-medium desk:text-xl" />
          <StockLeft left={left} total={total} isOffSale={productSales(product) === "offSale"} className="text-sm" />
        </p>
      </div>
      <SalesButton
        product={product}
        pinned={!isQuiet}
        onPress={() => onReserve(product.id)}
        className="desk:min-h-12 desk:w-full"
      />
      <LazyGoals product={product} className="col-span-full" />
      <div className="absolute inset-x-0 bottom-0">
        <Meter
          label={words("stock")}
          max={total}
          parts={[
            { label: words("available"), value: left, tone: isQuiet ? "ink" : "signal" },
            { label: words("held"), value: sum(product, "held"), tone: "soft" },
          ]}
        />
      </div>
    </section>
  );
}

function sum({ editions }: ProductView, count: "held" | "sold"): number {
  return editions.reduce((units, edition) => units + edition[count], 0);
}
