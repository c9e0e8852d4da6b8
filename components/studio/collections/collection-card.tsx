import Link from "next/link";
import { useTranslations } from "next-intl";
import { MoveButtons } from "#components/forms/move-buttons.tsx";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/input.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import type { CollectionView } from "#lib/collections/schema.ts";
import { DeleteButton } from "../delete-button.tsx";
import { Thumb } from "../thumb.tsx";
import { CollectionForm } from "./collection-form.tsx";

type CollectionCardProps = { collection: CollectionView; products: ProductView[]; onChanged: () => void };

/** One collection: what it says, what it shows in which order, and what could be added. */
export function CollectionCard({ collection, products, onChanged }: CollectionCardProps) {
  const t = useTranslations("studio.collections");
  const { busy, run } = useAct();
  const ids = collection.products.map(({ id }) => id);
  const others = products.filter(({ id }) => !ids.includes(id));
  const save = async (to: string[]) => {
    await callApi("PUT", `/api/collections/${collection.id}/products`, { body: { ids: to } });
    onChanged();
  };
  return (
    <li aria-label={collection.name} className="grid gap-4 border-rule border-t pt-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <h2 className="headline text-xl">{collection.name}</h2>
          {ids.length > 0 ? (
            <Link href={`/collections/${collection.slug}`} className="text-sm text-soft underline underline-offset-4">
              {t("see")}
            </Link>
          ) : (
            <p className="text-sm text-soft">{t("hidden")}</p>
          )}
        </div>
        <CollectionForm collection={collection} onSaved={onChanged} />
      </div>
      <ol className="grid">
        {collection.products.map((product) => (
          <li key={product.id} className="flex items-center gap-3 border-rule border-b py-2">
            <Thumb src={product.image} name={product.name} className="size-10" />
            <span className="min-w-0 flex-1 truncate">{product.name}</span>
            <MoveButtons
              id={product.id}
              ids={ids}
              up={t("up", { product: product.name })}
              down={t("down", { product: product.name })}
              placed={(place) => t("placed", { product: product.name, place })}
              save={save}
            />
            <Button
              look="plain"
              size="sm"
              busy={busy}
              aria-label={t("removeOf", { product: product.name })}
              onClick={() => void run(() => save(ids.filter((id) => id !== product.id)))}
            >
              {t("remove")}
            </Button>
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <Select
          aria-label={t("addTo", { collection: collection.name })}
          value=""
          disabled={busy}
          onChange={({ target }) => void run(() => save([...ids, target.value]))}
          className="max-w-sm"
        >
          <option value="">{t("add")}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <DeleteButton kind="collection" id={collection.id} name={collection.name} onDeleted={onChanged} />
    </li>
  );
}
