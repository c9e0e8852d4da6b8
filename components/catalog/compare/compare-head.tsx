import Link from "next/link";
import { langOf } from "../foreign-text.tsx";
import { ProductImage } from "../product-image.tsx";
import type { Compared } from "./compare-facts.ts";

type CompareHeadProps = {
  compared: Compared;
  /** Editions of one product are called by their own names. */
  isAlone: boolean;
  /** The name leads to the product's page; not in the room, where that would leave the picture. */
  isLinked: boolean;
};

/** What a column is about: its picture and its name. */
export function CompareHead({ compared, isAlone, isLinked }: CompareHeadProps) {
  const { product, edition } = compared;
  const name = isAlone ? compared.name : product.name;
  const lang = isAlone ? langOf(edition.foreign, "name") : langOf(product.foreign, "name");
  return (
    <th scope="col" className="pr-4 pb-3 font-normal">
      <span className="grid content-start gap-2">
        <ProductImage src={edition.image ?? product.image} name={name} className="aspect-4/3 w-full rounded-sm" />
        <span lang={lang} className="headline text-lg leading-6">
          {isLinked && !isAlone ? (
            <Link href={`/products/${product.slug}`} className="underline-offset-4 hover:underline">
              {name}
            </Link>
          ) : (
            name
          )}
        </span>
        {!isAlone && product.editions.length > 1 && (
          <span lang={langOf(edition.foreign, "name")} className="text-sm text-soft">
            {edition.name}
          </span>
        )}
      </span>
    </th>
  );
}
