import Link from "next/link";
import { CardBadge, langOf } from "#components/catalog/foreign-text.tsx";
import { PriceFrom } from "#components/catalog/price-from.tsx";
import { ProductImage } from "#components/catalog/product-image.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";

/** One product of a list: what it looks like, how it is called, from what it costs. The whole tile leads there. */
export function ProductTile({ product }: { product: ProductView }) {
  return (
    <li className="group relative grid content-start gap-3">
      <ProductImage src={product.image} name={product.name} className="aspect-4/3 w-full rounded-sm" />
      <div className="grid gap-0.5">
        <h3 lang={langOf(product.foreign, "name")} className="font-medium text-lg leading-6">
          <Link
            href={`/products/${product.slug}`}
            className="underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            {product.name}
          </Link>
        </h3>
        <CardBadge foreign={product.foreign} field="name" />
        {product.tagline && (
          <p lang={langOf(product.foreign, "tagline")} className="line-clamp-2 text-sm text-soft">
            {product.tagline}
          </p>
        )}
        <PriceFrom product={product} className="mt-1" />
      </div>
    </li>
  );
}

export function ProductGrid({ products }: { products: ProductView[] }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-10 sm:gap-x-8 lg:grid-cols-3 xl:grid-cols-4">
      {products.map((product) => (
        <ProductTile key={product.id} product={product} />
      ))}
    </ul>
  );
}
