"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import { callApi } from "#components/session/call-api.ts";
import { newUuid } from "#components/session/new-key.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Select, Textarea } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { AskedView, LikeView, QuestionView } from "#lib/questions/schema.ts";
import { AlikeQuestions } from "./alike-questions.tsx";

const longest = 200;

type AskFormProps = {
  showId: string;
  products: { id: string; name: string }[];
  isGuest: boolean;
  onAsked: () => void;
  onVote: (question: QuestionView) => Promise<void>;
};

/** One question in one's own words. Those that were asked nearly so are shown first: one of them may be enough. */
export function AskForm({ showId, products, isGuest, onAsked, onVote }: AskFormProps) {
  const t = useTranslations("questions");
  const asking = useAsking(showId, onAsked);
  const { form, alike, setAlike, busy, problem } = asking;
  const [fieldId, aboutId] = [useId(), useId()];

  async function take(question: QuestionView) {
    await onVote(question);
    form.current?.reset();
    setAlike(null);
  }

  return (
    <Form ref={form} onSubmit={asking.submit} className="grid gap-2">
      {alike && (
        <AlikeQuestions
          questions={alike}
          onTake={take}
          onAnyway={asking.askAnyway}
          onBack={() => setAlike(null)}
          busy={busy}
        />
      )}
      <div hidden={alike !== null} className="grid gap-2">
        <label htmlFor={fieldId} className="sr-only">
          {t("label")}
        </label>
        <Textarea id={fieldId} name="body" rows={1} required maxLength={longest} placeholder={t("placeholder")} />
        <p role="alert" className="text-danger text-sm empty:hidden">
          {problem}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          {products.length > 0 && (
            <div className="min-w-0 flex-1">
              <label htmlFor={aboutId} className="sr-only">
                {t("about")}
              </label>
              <Select id={aboutId} name="productId">
                <option value="">{t("aboutShow")}</option>
                {products.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            </div>
          )}
          <Button type="submit" busy={busy}>
            {t("ask")}
          </Button>
        </div>
        {!isGuest && <Checkbox name="wantsMail" label={t("wantsMail")} />}
      </div>
    </Form>
  );
}

function useAsking(showId: string, onAsked: () => void) {
  const t = useTranslations("questions");
  const words = useRefusalWords();
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(newUuid());
  const [alike, setAlike] = useState<QuestionView[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const address = `/api/shows/${showId}/questions`;

  /** What is sent is what stands in the form. */
  function typed() {
    const data = new FormData(form.current ?? undefined);
    const body = String(data.get("body") ?? "")
      .replace(/\s+/g, " ")
      .trim();
    return { body, productId: String(data.get("productId") ?? "") || null, wantsMail: data.get("wantsMail") === "on" };
  }

  async function run(act: () => Promise<void>) {
    setBusy(true);
    setProblem(null);
    await act().catch((refusal: unknown) => setProblem(words(refusal)));
    setBusy(false);
  }

  async function send(anyway: boolean) {
    const body = { ...typed(), anyway, key: key.current };
    const asked = await callApi<AskedView>("POST", address, { body });
    key.current = newUuid();
    form.current?.reset();
    setAlike(null);
    showToast({ tone: "ok", text: t(asked.held ? "held" : asked.mergedInto ? "counted" : "asked") });
    onAsked();
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { body, productId } = typed();
    if (!body || busy) return;
    void run(async () => {
      const { questions } = await callApi<LikeView>("POST", `${address}/alike`, { body: { body, productId } });
      if (questions.length > 0) setAlike(questions);
      else await send(false);
    });
  };

  return { form, alike, setAlike, busy, problem, submit, askAnyway: () => void run(() => send(true)) };
}
