import { useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { isOver } from "#lib/live/contract.ts";
import { AddProduct } from "./add-product.tsx";
import { RunItem } from "./run-item.tsx";
import type { Desk } from "./use-desk.ts";

/** The products of the show in their order, each with its number key. */
export function RunList({ desk, catalogue }: { desk: Desk; catalogue: ProductView[] }) {
  const t = useTranslations("studio.run");
  const { products } = desk.view;
  const addable = catalogue.filter(({ id }) => !products.some((product) => product.id === id));
  return (
    <section aria-labelledby="run-heading" className="@container flex min-h-0 min-w-0 flex-col">
      <div className="flex min-h-12 items-center justify-between gap-4 border-rule border-b px-4">
        <h2 id="run-heading" className="slug text-soft">
          {t("heading")}
        </h2>
        {!isOver(desk.live.status) && <AddProduct desk={desk} addable={addable} />}
      </div>
      {products.length === 0 ? (
        <div className="p-4">
          <EmptyState title={t("empty")}>{t("emptyLead")}</EmptyState>
        </div>
      ) : (
        <ol className="relative min-h-0 flex-1 overflow-y-auto">
          {products.map((product, index) => (
            <RunItem key={product.id} desk={desk} product={product} place={index + 1} />
          ))}
        </ol>
      )}
    </section>
  );
}
