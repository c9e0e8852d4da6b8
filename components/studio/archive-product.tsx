"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmedAct } from "#components/forms/confirmed-act.tsx";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { ProductView } from "#lib/catalog/schema.ts";

type Named = Pick<ProductView, "id" | "name">;

/** Takes a product off the shelf after saying what that means; it can be brought back. */
export function ArchiveProduct({ product }: { product: Named }) {
  const t = useTranslations("editing.archive");
  const put = usePut(product);
  const { restore } = useRestore(product);
  return (
    <ConfirmedAct
      opener={{ label: t("archive"), name: t("archiveOf", { product: product.name }), look: "line" }}
      title={t("title", { product: product.name })}
      confirmLabel={t("confirm")}
      act={() => put(true)}
      onDone={() => {
        const action = { label: t("undo"), run: () => void restore() };
        showToast({ text: t("archived", { product: product.name }), tone: "ok", action });
      }}
    >
      {t("body")}
    </ConfirmedAct>
  );
}

export function RestoreProduct({ product }: { product: Named }) {
  const t = useTranslations("editing.archive");
  const { busy, restore } = useRestore(product);
  return (
    <Button
      look="line"
      size="sm"
      busy={busy}
      aria-label={t("restoreOf", { product: product.name })}
      onClick={() => void restore()}
    >
      {t("restore")}
    </Button>
  );
}

function usePut({ id }: Named) {
  const router = useRouter();
  return async (archived: boolean) => {
    await callApi("PUT", `/api/products/${id}/archive`, { body: { archived } });
    router.refresh();
  };
}

function useRestore(product: Named) {
  const t = useTranslations("editing.archive");
  const put = usePut(product);
  const { busy, run } = useAct();
  const restore = async () => {
    if (await run(() => put(false))) showToast({ text: t("restored", { product: product.name }), tone: "ok" });
  };
  return { busy, restore };
}
