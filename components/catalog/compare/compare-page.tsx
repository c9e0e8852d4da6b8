"use client";

import type { ProductView } from "#lib/catalog/schema.ts";
import { CompareDesk } from "./compare-desk.tsx";

type ComparePageProps = { products: ProductView[]; initial: string[] };

/** The same on a page, whose address says what is compared, to be sent to somebody. */
export function ComparePage(props: ComparePageProps) {
  function keep(slugs: string[]) {
    const address = new URL(location.href);
    address.searchParams.delete("product");
    for (const slug of slugs) address.searchParams.append("product", slug);
    history.replaceState(null, "", address);
  }
  return <CompareDesk {...props} isLinked onChosen={keep} />;
}
