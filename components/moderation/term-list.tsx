"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { FormField, TextField } from "#components/forms/form-field.tsx";
import { textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { type TermPage, type TermView, termInput, termKind, termLanguage, termPage } from "#lib/moderation/schema.ts";
import { useTalkAct } from "./use-talk-act.ts";
import { useTalkList } from "./use-talk-list.ts";

type TermListProps = { showId: string; version: string; keepsAll: boolean; onDone: () => unknown };

/** The shop's own words: what is refused, what waits and what is always fine. */
export function TermList({ showId, version, keepsAll, onDone }: TermListProps) {
  const t = useTranslations("studio.talk");
  const path = `/api/shows/${showId}/terms`;
  const { page, readMore } = useTalkList<TermPage>({
    ...{ path, initial: null, version, read: (answer) => termPage.parse(answer) },
    join: (earlier, later) => ({ ...later, terms: [...earlier.terms, ...later.terms] }),
    countOf: ({ terms }) => terms.length,
  });
  const { run } = useTalkAct(onDone);
  const remove = ({ id }: TermView) => run(() => callApi("DELETE", `${path}/${id}`));
  return (
    <section aria-labelledby="terms-heading" className="grid gap-3">
      <h2 id="terms-heading" className="slug text-soft">
        {t("terms")}
      </h2>
      <AddTerm {...{ showId, keepsAll, onDone }} />
      {page?.terms.length === 0 && <p className="text-sm text-soft">{t("termsEmpty")}</p>}
      <ul className="divide-y divide-rule text-sm">
        {page?.terms.map((term) => (
          <li key={term.id} className="flex min-h-11 items-center gap-2">
            <span className="wrap-anywhere min-w-0 flex-1 font-medium">{term.term}</span>
            <span className="text-soft">
              {t(`termKindOf.${term.kind}`)}
              {term.language !== "any" && <> · {t(`termLanguageOf.${term.language}`)}</>}
              {term.everywhere && <> · {t("inEveryShow")}</>}
            </span>
            {(keepsAll || !term.everywhere) && (
              <IconButton label={t("termRemoveOf", { term: term.term })} onClick={() => void remove(term)}>
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {page?.next && (
        <Button look="line" onClick={() => void readMore()}>
          {t("more")}
        </Button>
      )}
    </section>
  );
}

function AddTerm({ showId, keepsAll, onDone }: Omit<TermListProps, "version">) {
  const t = useTranslations("studio.talk");
  const [made, setMade] = useState(0);
  return (
    <EditForm
      // Empty again after each.
      key={made}
      isPart
      schema={termInput}
      read={(form) => ({
        ...{ term: textOf(form, "term"), kind: textOf(form, "kind"), language: textOf(form, "language") },
        everywhere: textOf(form, "everywhere") === "on",
      })}
      send={async (body) => {
        await callApi("POST", `/api/shows/${showId}/terms`, { body });
        showToast({ tone: "ok", text: t("termAdded", { term: body.term }) });
        setMade(made + 1);
        void onDone();
      }}
      label={t("termAdd")}
      look="line"
      className="gap-2!"
    >
      <TextField
        name="term"
        label={t("term")}
        hint={t("termHint")}
        wrong={t("wrong.term")}
        maxLength={60}
        autoComplete="off"
        required
      />
      <div className="grid grid-cols-2 gap-2">
        <FormField path="kind" label={t("termKind")}>
          {(binding) => (
            <Select {...binding} name="kind" defaultValue="held">
              {termKind.options.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`termKindOf.${kind}`)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <FormField path="language" label={t("termLanguage")}>
          {(binding) => (
            <Select {...binding} name="language">
              {termLanguage.options.map((language) => (
                <option key={language} value={language}>
                  {t(`termLanguageOf.${language}`)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      </div>
      {keepsAll && <Checkbox name="everywhere" label={t("termEverywhere")} />}
    </EditForm>
  );
}
