import { clsx } from "clsx";
import { ArrowDown, ArrowUp, Pin, PinOff, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { isOver } from "#lib/live/contract.ts";
import { Thumb } from "../thumb.tsx";
import { EditionLine } from "./edition-line.tsx";
import type { Desk } from "./use-desk.ts";

const lastKey = 9;
const dragged = "application/x-launchroom-product";

type RunItemProps = { desk: Desk; product: ProductView; place: number };

export function RunItem({ desk, product, place }: RunItemProps) {
  const t = useTranslations("studio.run");
  const isPinned = desk.live.pinned === product.id;
  const Icon = isPinned ? PinOff : Pin;
  const isGone = isOver(desk.live.status);
  return (
    <li
      draggable={!isGone}
      onDragStart={(event) => event.dataTransfer.setData(dragged, product.id)}
      onDragOver={(event) => event.dataTransfer.types.includes(dragged) && event.preventDefault()}
      onDrop={(event) => {
        const moved = event.dataTransfer.getData(dragged);
        if (moved && moved !== product.id) void desk.move(moved, place - 1);
      }}
      aria-current={(isPinned && !isGone) || undefined}
      className={clsx(
        "grid grid-cols-1 gap-2 border-rule border-b border-l-4 py-3 pr-4 pl-3 transition-colors",
        isPinned && !isGone ? "border-l-signal bg-raised" : "border-l-transparent",
      )}
    >
      <div className="flex items-center gap-3">
        {place <= lastKey ? <KeyHint>{String(place)}</KeyHint> : <span aria-hidden className="w-5" />}
        <Thumb src={product.image} name={product.name} className="size-10" />
        <h3 className="min-w-0 flex-1 truncate font-medium">{product.name}</h3>
        {!isGone && (
          <>
            <IconButton
              small
              label={t("up", { product: product.name })}
              disabled={place === 1}
              onClick={() => void desk.move(product.id, place - 2)}
              className="text-soft"
            >
              <ArrowUp aria-hidden />
            </IconButton>
            <IconButton
              small
              label={t("down", { product: product.name })}
              disabled={place === desk.view.products.length}
              onClick={() => void desk.move(product.id, place)}
              className="text-soft"
            >
              <ArrowDown aria-hidden />
            </IconButton>
            <IconButton
              small
              label={t("remove", { product: product.name })}
              disabled={isPinned}
              onClick={() => void desk.remove(product.id)}
              className="text-soft"
            >
              <X aria-hidden />
            </IconButton>
            <Button
              size="sm"
              look={isPinned ? "ink" : "line"}
              aria-label={t(isPinned ? "unpinOf" : "pinOf", { product: product.name })}
              onClick={() => void desk.pin(product.id)}
              className="min-w-24"
            >
              <Icon aria-hidden className="size-4" />
              {isPinned ? t("unpin") : t("pin")}
            </Button>
          </>
        )}
      </div>
      <ul aria-label={t("editionsOf", { product: product.name })} className="grid grid-cols-1 gap-1 @xl:pl-8">
        {product.editions.map((edition) => (
          <EditionLine key={edition.id} edition={edition} sales={desk.sales.get(edition.id)} />
        ))}
      </ul>
    </li>
  );
}
