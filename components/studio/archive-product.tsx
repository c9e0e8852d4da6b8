"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { notify } from "#components/ui/notices.ts";
import type { ProductView } from "#lib/catalog/schema.ts";

type Named = Pick<ProductView, "id" | "name">;

/** Takes a product off the shelf after saying what that means; it can be brought back. */
export function ArchiveProduct({ product }: { product: Named }) {
  const t = useTranslations("editing.archive");
  const [isAsking, setAsking] = useState(false);
  const { busy, archive, restore } = useArchive(product);

  async function putAway() {
    const isDone = await archive();
    setAsking(false);
    if (!isDone) return;
    const action = { label: t("undo"), run: () => void restore() };
    notify({ text: t("archived", { product: product.name }), tone: "ok", action });
  }

  return (
    <>
      <Button
        look="line"
        size="sm"
        aria-label={t("archiveOf", { product: product.name })}
        onClick={() => setAsking(true)}
      >
        {t("archive")}
      </Button>
      <Confirm
        open={isAsking}
        onOpenChange={setAsking}
        title={t("title", { product: product.name })}
        confirmLabel={t("confirm")}
        busy={busy}
        onConfirm={() => void putAway()}
      >
        {t("body")}
      </Confirm>
    </>
  );
}

export function RestoreProduct({ product }: { product: Named }) {
  const t = useTranslations("editing.archive");
  const { busy, restore } = useArchive(product);
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

function useArchive({ id, name }: Named) {
  const t = useTranslations("editing.archive");
  const router = useRouter();
  const { busy, run } = useAct();
  const put = (archived: boolean) =>
    run(async () => {
      await callApi("PUT", `/api/products/${id}/archive`, { body: { archived } });
      router.refresh();
    });
  return {
    busy,
    archive: () => put(true),
    restore: async () => {
      if (await put(false)) notify({ text: t("restored", { product: name }), tone: "ok" });
    },
  };
}
