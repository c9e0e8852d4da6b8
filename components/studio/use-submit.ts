import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { ApiRefusal } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";

type Submission<Schema extends z.ZodType> = {
  /** The same schema the API parses with. */
  schema: Schema;
  send: (input: z.output<Schema>) => Promise<void>;
};

const nothing: ReadonlySet<string> = new Set();

/** One form: parsed before it is sent, faults by field (dotted paths), the server's refusal in words. */
export function useSubmit<Schema extends z.ZodType>({ schema, send }: Submission<Schema>) {
  const sayRefusal = useRefusalWords();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(nothing);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (wrong.size > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [wrong]);

  async function submit(draft: unknown) {
    const parsed = schema.safeParse(draft);
    setProblem(null);
    setWrong(new Set(parsed.error?.issues.map((issue) => issue.path.join("."))));
    if (!parsed.success) return;
    setBusy(true);
    try {
      await send(parsed.data);
    } catch (refusal) {
      if (refusal instanceof ApiRefusal && refusal.field) setWrong(new Set([refusal.field]));
      setProblem(sayRefusal(refusal));
    } finally {
      setBusy(false);
    }
  }

  return { form, busy, wrong, problem, submit };
}
