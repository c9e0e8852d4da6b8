"use client";

import { type FormEvent, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";

type FormAct = {
  path: string;
  method?: "POST" | "PUT";
  /** What is sent beside the fields of the form. */
  also?: Record<string, string>;
  /** While it has not ended, as when the page is left, the form stays busy and filled in. */
  onDone: (sent: Record<string, string>, answer: unknown) => unknown;
};

/** A small form that does one act: what it says no to stands under it, a field that is not filled in takes the focus. */
export function useFormAct({ path, method = "POST", also = {}, onDone }: FormAct) {
  const words = useRefusalWords();
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    const invalid = form.querySelector<HTMLInputElement>("input:invalid");
    setWrong(invalid?.name ?? null);
    setProblem(null);
    if (invalid) return invalid.focus();
    const typed = [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    );
    const sent: Record<string, string> = { ...also, ...Object.fromEntries(typed) };
    setBusy(true);
    try {
      const answer = await callApi<unknown>(method, path, { body: sent });
      await onDone(sent, answer);
      form.reset();
    } catch (refusal) {
      setProblem(words(refusal));
    } finally {
      setBusy(false);
    }
  };

  return { submit, wrong, problem, isBusy, forget: () => setWrong(null) };
}
