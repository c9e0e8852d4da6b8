import { useTranslations } from "next-intl";
import type { ProductView } from "#lib/catalog/schema.ts";
import { readFacts } from "#lib/facts/view.ts";
import { langOf } from "./foreign-text.tsx";

/** What is true of every edition of a product; nothing where its maker wrote no facts. */
export function FactsTable({ product }: { product: ProductView }) {
  const t = useTranslations("product");
  const facts = readFacts(product.facts);
  if (facts.length === 0) return null;
  return (
    <section aria-labelledby="facts" className="pt-16 md:col-span-2">
      <h2 id="facts" className="headline border-ink border-b pb-4 text-2xl">
        {t("facts")}
      </h2>
      <dl lang={langOf(product.foreign, "facts")} className="md:columns-2 md:gap-14">
        {facts.map(({ label, value }) => (
          <div
            key={label}
            className="grid break-inside-avoid grid-cols-[minmax(6rem,2fr)_minmax(0,3fr)] gap-4 border-rule border-b py-2.5"
          >
            <dt className="text-soft">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
