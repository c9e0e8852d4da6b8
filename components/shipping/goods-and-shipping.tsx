import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";

type Sums = { totalMinor: number; shippingMinor: number; currency: string };

/** "¥249 goods + ¥20 shipping" under a total; nothing where the way costs nothing. */
export function GoodsAndShipping({ sums: { totalMinor, shippingMinor, currency } }: { sums: Sums }) {
  const t = useTranslations("terms.country");
  if (shippingMinor === 0) return null;
  return (
    <span data-testid="shipping" className="block text-soft text-xs">
      {t.rich("parts", {
        goods: () => <Money minor={totalMinor - shippingMinor} currency={currency} />,
        shipping: () => <Money minor={shippingMinor} currency={currency} />,
      })}
    </span>
  );
}
