import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Confirm } from "#components/ui/confirm.tsx";

/** While on air, leaving the page takes the show off air: the browser warns before unloading, we before our own links. */
export function LeaveGuard({ active }: { active: boolean }) {
  const t = useTranslations("studio.leave");
  const router = useRouter();
  const [wanted, setWanted] = useState<string | null>(null);

  useEffect(() => {
    if (!active) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const hold = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || link.target === "_blank" || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const address = new URL(link.href);
      if (address.origin !== location.origin || address.pathname === location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(`${address.pathname}${address.search}${address.hash}`);
    };
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", hold, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", hold, { capture: true });
    };
  }, [active]);

  return (
    <Confirm
      open={wanted !== null}
      onOpenChange={(open) => !open && setWanted(null)}
      title={t("heading")}
      confirmLabel={t("confirm")}
      look="danger"
      onConfirm={() => wanted !== null && router.push(wanted)}
    >
      {t("lead")}
    </Confirm>
  );
}
