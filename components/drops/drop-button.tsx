import { useTranslations } from "next-intl";
import { offerNow } from "#components/preorders/checkout/offer.ts";
import { Button } from "#components/ui/button.tsx";
import type { EditionView } from "#lib/catalog/schema.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

type DropButtonProps = { drop: LiveDrop; edition: EditionView; onDrop: () => void; onShop: () => void };

/** The one act a drop offers right now: a place, a unit, a wait for one, or what the shop has instead. */
export function DropButton({ drop, edition, onDrop, onShop }: DropButtonProps) {
  const t = useTranslations("drops");
  const { act, dropId } = offerNow({ edition, drop, quantity: 1, isFull: false });
  const isPressing = dropId !== null && (act === "order" || drop.status === "ARMED");
  const label = labelOf(act, dropId !== null, drop.status === "ARMED");
  if (!label) return null;
  return (
    <Button
      look={isPressing ? "signal" : dropId ? "ink" : "line"}
      aria-haspopup="dialog"
      disabled={label === "paused"}
      onClick={dropId ? onDrop : onShop}
    >
      {t(label)}
    </Button>
  );
}

function labelOf(act: ReturnType<typeof offerNow>["act"], isOfDrop: boolean, isArmed: boolean) {
  if (!isOfDrop) return act === "order" ? "fromShop" : act === "waitlist" ? "waitlist" : null;
  if (act === "line") return isArmed ? "takePlace" : "wait";
  return act === "order" ? "buy" : "paused";
}
