"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { FormField } from "#components/forms/form-field.tsx";
import { callApi } from "#components/session/call-api.ts";
import { MarkdownText } from "#components/shell/markdown-text.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { hasGaps, type PageKind, type PageView, pageInput, type Region } from "#lib/shop/schema.ts";
import type { Locale } from "#lib/words/locale.ts";
import { useLanguageName } from "./language-name.ts";
import { TemplateChoice } from "./template-choice.tsx";

type PageEditorProps = {
  kind: PageKind;
  language: Locale;
  published: PageView | null;
  templates: Record<Region, string>;
};

/** The words of one page in one language beside what buyers will read. */
export function PageEditor({ kind, language, published, templates }: PageEditorProps) {
  const t = useTranslations("settings.page");
  const names = useTranslations("common.pages");
  const languageName = useLanguageName();
  const router = useRouter();
  const [body, setBody] = useState(published?.body ?? "");
  const shown = useDeferredValue(body);
  const version = published?.version ?? 0;
  return (
    <>
      <header className="grid gap-1">
        <h1 className="headline text-2xl">{t("heading", { page: names(kind), language: languageName(language) })}</h1>
        <p className="text-soft">
          {published
            ? t.rich("now", { version, date: () => <LocalTime iso={published.publishedAt} style="day" /> })
            : t("none")}
        </p>
      </header>
      <TemplateChoice templates={templates} isEmpty={body.trim() === ""} onChoose={setBody} />
      <div className="grid items-start gap-8 lg:grid-cols-2">
        <EditForm
          schema={pageInput}
          read={() => ({ language, after: version, body })}
          send={async (input) => {
            const made = await callApi("POST", `/api/settings/pages/${kind}`, { body: input });
            showToast({ text: t("published", { version: version + 1 }), tone: "ok" });
            router.refresh();
            return made;
          }}
          label={t("publish", { version: version + 1 })}
          isPart
        >
          <FormField path="body" label={t("body")} hint={t("bodyHint")} wrong={t("wrong.body")} required>
            {(binding) => (
              <Textarea
                {...binding}
                rows={24}
                lang={language}
                value={body}
                onChange={(event) => setBody(event.target.value)}
                className="min-h-112 font-mono text-sm"
              />
            )}
          </FormField>
          {hasGaps(body) && (
            <p role="status" className="text-sm text-warn">
              {t("gaps")}
            </p>
          )}
        </EditForm>
        <section aria-label={t("preview")} className="grid gap-3">
          <h2 className="slug text-soft">{t("preview")}</h2>
          {shown.trim() === "" ? (
            <p className="text-soft">{t("empty")}</p>
          ) : (
            <MarkdownText text={shown} language={language} />
          )}
        </section>
      </div>
    </>
  );
}
