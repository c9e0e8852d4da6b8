import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { CodesLink } from "#components/access-codes/codes-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { KeyHint } from "#components/ui/key-hint.tsx";
import type { LiveDrop } from "#lib/live/contract.ts";
import { OwnPrices } from "./own-prices.tsx";
import type { Drops } from "./use-drops.ts";

type DropRowProps = {
  drop: LiveDrop;
  drops: Drops;
  editionName: string;
  /** The D key arms this one. */
  isNext: boolean;
  onChange: () => void;
};

/** A drop that waits for its moment. */
export function DropRow({ drop, drops, editionName, isNext, onChange }: DropRowProps) {
  const t = useTranslations("dropDesk");
  return (
    <li data-testid="drop-row" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-rule border-b px-4 py-2">
      <div className="grid min-w-40 flex-1">
        <p className="truncate font-medium">{drop.title}</p>
        <p className="figures truncate text-sm text-soft">
          {t("row.prepared", { units: drop.units, edition: editionName, mode: t(`mode.${drop.mode}`) })}
          <OwnPrices drop={drop} />
        </p>
      </div>
      <div className="flex items-center gap-1">
        <CodesLink where={`drops/${drop.id}`} of={drop.title} />
        <IconButton small label={t("changeOf", { title: drop.title })} onClick={onChange}>
          <Pencil aria-hidden />
        </IconButton>
        <IconButton
          small
          label={t("discardOf", { title: drop.title })}
          disabled={drops.busy}
          onClick={() => void drops.discard(drop)}
        >
          <Trash2 aria-hidden />
        </IconButton>
        <Button
          size="sm"
          look={isNext ? "ink" : "line"}
          disabled={drops.busy}
          aria-label={t("armOf", { title: drop.title })}
          onClick={() => void drops.arm(drop)}
          className="min-h-11"
        >
          {t("arm")}
          {isNext && <KeyHint onButton>D</KeyHint>}
        </Button>
      </div>
    </li>
  );
}
