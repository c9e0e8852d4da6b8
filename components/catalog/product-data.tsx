import type { EditionView, PriceView, ProductView } from "#lib/catalog/schema.ts";
import { toDecimal } from "#lib/money.ts";
import { pricesOf } from "./edition-price.ts";
import { editionSales } from "./sales-state.ts";
import { StructuredData } from "./structured-data.tsx";

/** The product as schema.org's Product, one offer for each price of an edition, for search engines. */
export function ProductData({ product, address }: { product: ProductView; address: string }) {
  const value = {
    "@context": "https://schema.org",
    "@type": "Product",
    name: product.name,
    description: product.tagline || product.description || undefined,
    image: product.pictures.length > 0 ? product.pictures.map(({ src }) => new URL(src, address).href) : undefined,
    url: address,
    offers: product.editions.flatMap((edition) => pricesOf(edition).map((price) => offerOf(edition, price, address))),
  };
  return <StructuredData value={value} />;
}

function offerOf(edition: EditionView, { priceMinor, currency }: PriceView, address: string) {
  return {
    "@type": "Offer",
    name: edition.name,
    sku: edition.sku,
    price: toDecimal(priceMinor, currency),
    priceCurrency: currency,
    availability: availability[editionSales(edition)],
    availabilityStarts: edition.nextWindow?.start,
    url: address,
  };
}

const availability = {
  open: "https://schema.org/PreOrder",
  closed: "https://schema.org/PreSale",
  offSale: "https://schema.org/OutOfStock",
  soldOut: "https://schema.org/SoldOut",
};
