import { useBuyer } from "#components/catalog/buyer-scope.tsx";
import { pricesOf } from "#components/catalog/edition-price.ts";
import { editionSales } from "#components/catalog/sales-state.ts";
import { useCity } from "#components/delivery-windows/use-city.ts";
import { useShipping } from "#components/shipping/use-shipping.ts";
import type { DeliveryWindow, EditionView, PriceView, ProductView } from "#lib/catalog/schema.ts";
import { variantName } from "#lib/variants/view.ts";
import type { Basket } from "./basket-scope.tsx";
import type { BasketItem } from "./basket-store.ts";
import { usePromises } from "./use-promises.ts";

/** A line that can be ordered, with what would be agreed to at this moment. */
export type ReadyLine = {
  item: BasketItem;
  product: ProductView;
  edition: EditionView;
  price: PriceView;
  /** What can be had of what was wished for. */
  quantity: number;
  most: number;
  /** Null until it is known what the way costs, or where it is not shipped to. */
  shippingMinor: number | null;
  window: DeliveryWindow | null;
  /** Whether the way is in the window. */
  includesWay: boolean;
  /** The price or the deposit is another than when it was added. */
  hasChanged: boolean;
};

/** A line that cannot, and why. */
export type LostLine = { item: BasketItem; name: string | null; why: "gone" | "inDrop" | "otherCurrency" };

export type BasketLines = ReturnType<typeof useBasketLines>;

/** The lines of a basket against what the page knows of the show now. */
export function useBasketLines(basket: Basket, products: ProductView[]) {
  const buyer = useBuyer();
  const { cities, city, choose: chooseCity } = useCity(buyer.asksCity);
  const found = basket.kept.items.map((item) => ({ item, ...find(products, item.editionId) }));
  const sold = found.flatMap(({ edition }) => (edition ? [edition] : []));
  const currencies = currenciesOfAll(sold);
  const currency = currencies.find((code) => code === buyer.currency) ?? currencies[0] ?? buyer.firstCurrency;
  const shipping = useShipping(buyer.asksCountry && found.some(({ product }) => product?.delivery === "shipped"));
  const country = shipping.isAsked ? shipping.country : null;
  const windowOf = usePromises(
    found.flatMap(({ edition, product, item }) =>
      edition ? [{ edition, quantity: quantityOf(item, edition), isShipped: product?.delivery === "shipped" }] : [],
    ),
    { city, country, way: shipping.wayTo(country) },
  );

  const ready: ReadyLine[] = [];
  const lost: LostLine[] = [];
  for (const { item, product, edition } of found) {
    const price = edition && pricesOf(edition).find((each) => each.currency === currency);
    if (!product || !edition || editionSales(edition) !== "open") {
      lost.push({ item, name: product && edition ? nameOf(product, edition) : null, why: "gone" });
    } else if (product.editions.some(({ id }) => basket.isInDrop(id))) {
      lost.push({ item, name: nameOf(product, edition), why: "inDrop" });
    } else if (!price) lost.push({ item, name: nameOf(product, edition), why: "otherCurrency" });
    else {
      const quantity = quantityOf(item, edition);
      const grams = (edition.weightGrams ?? 0) * quantity;
      const isShipped = product.delivery === "shipped";
      const shippingMinor = isShipped ? shipping.feeTo({ country, currency, grams }) : 0;
      ready.push({
        ...{ item, product, edition, price, quantity, shippingMinor },
        most: Math.min(edition.perPersonLimit - otherUnits(found, edition), edition.available),
        window: windowOf({ edition, quantity, isShipped }),
        includesWay: !buyer.asksCity || city !== null || (isShipped && shipping.wayTo(country) !== null),
        hasChanged: hasChanged(item, price),
      });
    }
  }
  return {
    ready,
    lost,
    currency,
    currencies,
    chooseCurrency: buyer.chooseCurrency,
    cities,
    city,
    chooseCity,
    shipping,
  };
}

export function totalOf({ price, quantity, shippingMinor }: ReadyLine): number {
  return price.priceMinor * quantity + (shippingMinor ?? 0);
}

export function depositOf({ price, quantity }: ReadyLine): number {
  return price.depositMinor * quantity;
}

export const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0);

export const nameOf = (product: ProductView, edition: EditionView) => `${product.name} ${variantName(edition)}`;

/** In another currency than it was added nothing can be compared: the line says what it costs. */
function hasChanged({ seen }: BasketItem, price: PriceView): boolean {
  if (seen.currency !== price.currency) return false;
  return seen.unitMinor !== price.priceMinor || seen.depositMinor !== price.depositMinor;
}

/** Units of the edition's other colours and sizes in the basket: one limit counts over them all. */
function otherUnits(found: { item: BasketItem; product?: ProductView; edition?: EditionView }[], edition: EditionView) {
  if (!edition.variantGroup) return 0;
  const others = found.filter(
    (each) => each.edition !== edition && each.edition?.variantGroup === edition.variantGroup,
  );
  const { product } = found.find((each) => each.edition === edition) ?? {};
  return sum(others.filter((each) => each.product === product).map(({ item }) => item.quantity));
}

function quantityOf({ quantity }: BasketItem, { perPersonLimit, available }: EditionView): number {
  return Math.max(1, Math.min(quantity, perPersonLimit, available));
}

function find(products: ProductView[], editionId: string) {
  const product = products.find(({ editions }) => editions.some(({ id }) => id === editionId));
  return { product, edition: product?.editions.find(({ id }) => id === editionId) };
}

/** Those that every edition is priced in, since one payment has one currency; else those of the first. */
function currenciesOfAll(editions: EditionView[]): string[] {
  const [first, ...others] = editions.map((edition) => pricesOf(edition).map(({ currency }) => currency));
  const common = first?.filter((code) => others.every((codes) => codes.includes(code))) ?? [];
  return common.length > 0 ? common : (first ?? []).slice(0, 1);
}
