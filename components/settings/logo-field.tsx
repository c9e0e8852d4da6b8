"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { ShopView } from "#lib/shop/schema.ts";
import { useSaved } from "./use-change-shop.ts";

const kinds = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const maxBytes = 10 * 1024 * 1024;

/** The logo on both grounds, kept as soon as it is chosen. */
export function LogoField({ shop }: { shop: ShopView }) {
  const t = useTranslations("settings.look");
  const picture = useTranslations("editing.picture");
  const sayRefusal = useRefusalWords();
  const saved = useSaved();
  const id = useId();
  const [sending, setSending] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function act(label: string, work: () => Promise<unknown>) {
    setProblem(null);
    setSending(label);
    try {
      await work();
      saved();
    } catch (refusal) {
      setProblem(sayRefusal(refusal));
    } finally {
      setSending(null);
    }
  }

  function send(file: File) {
    if (!kinds.includes(file.type)) return setProblem(picture("wrongKind"));
    if (file.size > maxBytes) return setProblem(picture("tooLarge"));
    const call = { file: { body: file, type: file.type } };
    void act(file.name, () => callApi("PUT", "/api/settings/logo", call));
  }

  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t("logo")}</legend>
      {shop.logo && <Previews shop={shop} />}
      <div className="flex flex-wrap items-center gap-2">
        <label
          htmlFor={id}
          className={clsx(
            buttonClass({ look: "line", size: "sm" }),
            "hover:border-ink hover:bg-sunk has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2",
          )}
        >
          {t(shop.logo ? "replace" : "choose")}
          <input
            id={id}
            type="file"
            accept={kinds.join(",")}
            className="sr-only"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) send(file);
              event.target.value = "";
            }}
          />
        </label>
        {shop.logo && (
          <Button
            look="plain"
            size="sm"
            disabled={sending !== null}
            onClick={() => void act(t("removing"), () => callApi("DELETE", "/api/settings/logo"))}
          >
            {t("remove")}
          </Button>
        )}
      </div>
      {sending ? <Progress label={sending} value={null} /> : <p className="text-sm text-soft">{t("logoHint")}</p>}
      <Problem>{problem}</Problem>
    </fieldset>
  );
}

/** As it stands on a light and on a dark page; the address in the style sheet is the page's own. */
function Previews({ shop }: { shop: ShopView }) {
  return (
    <div className="grid grid-cols-2 overflow-hidden rounded-sm border border-edge">
      {(["light", "dark"] as const).map((theme) => (
        <div key={theme} data-theme={theme} className="flex min-h-20 items-center overflow-hidden bg-paper px-4 py-3">
          <span data-wordmark>
            <span>{shop.name}</span>
          </span>
        </div>
      ))}
    </div>
  );
}
