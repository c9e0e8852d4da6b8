import { Lock } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { needsAddress } from "#lib/addresses/view.ts";
import type { PreorderView } from "#lib/preorders/schema.ts";
import { UndoLock } from "./undo-lock.tsx";

/** Where a reserved order can be made final, and where a locked one can be taken back. Never both. */
export function LockPart({ order }: { order: PreorderView }) {
  const t = useTranslations("preorders.lock");
  const { canLock, lockBy, lockedAt, undoUntil } = order;
  if (undoUntil) return <UndoLock order={order} undoUntil={undoUntil} />;
  if (lockedAt) return <p className="text-soft">{t.rich("final", { time: () => <LocalTime iso={lockedAt} /> })}</p>;
  if (!canLock) {
    return lockBy && <p className="text-soft">{t.rich("over", { time: () => <LocalTime iso={lockBy} /> })}</p>;
  }
  if (needsAddress(order)) return <p className="max-w-prose text-soft">{t("addressFirst")}</p>;
  return (
    <div className="grid justify-items-start gap-4">
      <p className="max-w-prose text-soft">
        {lockBy ? t.rich("explainBy", { time: () => <LocalTime iso={lockBy} /> }) : t("explain")}
      </p>
      <Link href={`/preorders/${order.id}/lock`} className={buttonClass({ look: "line" })}>
        <Lock aria-hidden className="size-4" />
        {t("open")}
      </Link>
    </div>
  );
}
