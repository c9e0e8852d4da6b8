import { useTranslations } from "next-intl";
import { Confirm } from "#components/ui/confirm.tsx";
import type { Drops } from "./use-drops.ts";

/** Ends an open drop, or takes an armed one back, after saying what becomes of units and people. */
export function EndDrop({ drops }: { drops: Drops }) {
  const t = useTranslations("dropDesk.end");
  const drop = drops.list.find(({ id }) => id === drops.ending?.id);
  const isOpen = drop?.status === "OPEN";
  const kind = isOpen ? "close" : "disarm";

  async function end() {
    if (!drop) return;
    await (isOpen ? drops.close(drop) : drops.disarm(drop));
    drops.setEnding(null);
  }

  return (
    <Confirm
      open={drop?.status === "OPEN" || drop?.status === "ARMED"}
      onOpenChange={(open) => !open && drops.setEnding(null)}
      title={t(`${kind}Heading`, { title: drop?.title ?? "" })}
      confirmLabel={t(`${kind}Confirm`)}
      look="danger"
      busy={drops.busy}
      onConfirm={() => void end()}
    >
      <ul className="grid list-disc gap-1 pl-5">
        <li>{t("leftovers", { count: drop?.left ?? 0 })}</li>
        {(drop?.waiting ?? 0) > 0 && <li>{t("waiting", { count: drop?.waiting ?? 0 })}</li>}
        {(drop?.held ?? 0) > 0 && <li>{t("held", { count: drop?.held ?? 0 })}</li>}
        <li>{t(`${kind}Undo`)}</li>
      </ul>
    </Confirm>
  );
}
