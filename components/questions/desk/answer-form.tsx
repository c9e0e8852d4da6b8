import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { EditForm } from "#components/forms/edit-form.tsx";
import { FormField, LongTextField } from "#components/forms/form-field.tsx";
import { optionalOf, textOf } from "#components/forms/read-form.ts";
import { callApi } from "#components/session/call-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/input.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { answerInput, type DeskQuestion, type Suggestion } from "#lib/questions/schema.ts";

type AnswerFormProps = {
  showId: string;
  question: DeskQuestion | null;
  products: { id: string; name: string }[];
  onSent: () => void;
  onClose: () => void;
};

/** An answer in writing; what the product's page says about it stands beside, to be taken over or not. */
export function AnswerForm({ showId, question, products, onSent, onClose }: AnswerFormProps) {
  const t = useTranslations("questionDesk");
  return (
    <Sheet
      open={question !== null}
      onOpenChange={(open) => !open && onClose()}
      title={t("writeTitle")}
      description={question?.body}
    >
      {question && <Fields key={question.id} {...{ showId, question, products, onSent, onClose }} />}
    </Sheet>
  );
}

type FieldsProps = Omit<AnswerFormProps, "question"> & { question: DeskQuestion };

function Fields({ showId, question, products, onSent, onClose }: FieldsProps) {
  const t = useTranslations("questionDesk");
  const answerId = useId();
  const box = useRef<HTMLDivElement>(null);
  const address = `/api/shows/${showId}/questions/${question.id}`;

  function take({ productId }: Suggestion, text: string) {
    const [answer, product] = [box.current?.querySelector("textarea"), box.current?.querySelector("select")];
    if (answer) answer.value = [answer.value.trim(), text].filter(Boolean).join("\n");
    if (product && product.value === "") product.value = productId;
    answer?.focus();
  }

  return (
    <div ref={box} className="grid gap-5">
      <Suggestions address={address} onTake={take} />
      <EditForm
        schema={answerInput.required({ answer: true })}
        read={(form) => ({ answer: textOf(form, "answer"), productId: optionalOf(form, "productId") })}
        send={async (body) => {
          await callApi("PUT", `${address}/answer`, { body });
          showToast({ tone: "ok", text: t("sent") });
          onSent();
          onClose();
        }}
        label={t("send")}
        onCancel={onClose}
      >
        <LongTextField
          id={answerId}
          name="answer"
          label={t("answer")}
          hint={t("answerHint")}
          defaultValue={question.answer}
          maxLength={2000}
          required
        />
        <FormField path="productId" label={t("product")}>
          {(binding) => (
            <Select {...binding} name="productId" defaultValue={question.productId ?? ""}>
              <option value="">{t("noProduct")}</option>
              {products.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      </EditForm>
    </div>
  );
}

type SuggestionsProps = { address: string; onTake: (suggestion: Suggestion, text: string) => void };

function Suggestions({ address, onTake }: SuggestionsProps) {
  const t = useTranslations("questionDesk");
  const [suggestions, setSuggestions] = useState<Suggestion[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    callApi<{ suggestions: Suggestion[] }>("GET", `${address}/suggestions`, { signal: stop.signal }).then(
      (answer) => setSuggestions(answer.suggestions),
      () => undefined,
    );
    return () => stop.abort();
  }, [address]);
  const said = ({ from, text }: Suggestion) => (from === "refund" ? t("refundDays", { days: Number(text) }) : text);

  return (
    <section aria-label={t("suggested")} className="grid gap-2">
      <h3 className="slug text-soft">{t("suggested")}</h3>
      {suggestions?.length === 0 && <p className="text-sm text-soft">{t("nothingSuggested")}</p>}
      <ul className="grid gap-2">
        {suggestions?.map((suggestion) => (
          <li
            key={`${suggestion.productId} ${suggestion.text}`}
            className="flex items-start gap-3 rounded-sm bg-sunk p-3"
          >
            <div className="grid min-w-0 flex-1 gap-0.5 text-sm">
              <span className="text-soft">
                {suggestion.product} · {t(`suggestionOf.${suggestion.from}`)}
              </span>
              <span className="wrap-anywhere">{said(suggestion)}</span>
            </div>
            <Button look="line" size="sm" onClick={() => onTake(suggestion, said(suggestion))}>
              {t("use")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
