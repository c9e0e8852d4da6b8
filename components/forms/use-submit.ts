import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { z } from "zod";
import { ApiRefusal } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { type Faults, noFaults } from "./faults.ts";

export type Submission<Schema extends z.ZodType> = {
  /** The same schema the API parses with. */
  schema: Schema;
  send: (input: z.output<Schema>) => Promise<unknown>;
  /** What to say of a refusal that has more to it than its code, if anything. */
  say?: (refusal: unknown) => string | undefined;
};

type Refused = { faults: Faults; problem: string | null };

const nothing: Refused = { faults: noFaults, problem: null };

/**
 * One form: parsed before it is sent, faults by field, the server's refusal in words. What was typed stays until it is
 * saved, and the browser asks before it is lost. `problem` is what no field of the form says by itself.
 */
export function useSubmit<Schema extends z.ZodType>({ schema, send, say }: Submission<Schema>) {
  const sayRefusal = useRefusalWords();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [isDirty, setDirty] = useState(false);
  const [refused, setRefused] = useState(nothing);
  const [isSaidAtField, setSaidAtField] = useState(false);
  useUnloadWarning(isDirty);

  useLayoutEffect(() => {
    const field = refused === nothing ? null : form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    field?.focus();
    setSaidAtField(Boolean(field));
  }, [refused]);

  async function submit(draft: unknown) {
    const parsed = schema.safeParse(draft);
    if (!parsed.success) {
      const paths = parsed.error.issues.map(({ path }) => path.join("."));
      const problem = sayRefusal(new ApiRefusal(422, { code: "invalid_body", field: paths[0] }));
      return setRefused({ faults: new Map(paths.map((path) => [path, null])), problem });
    }
    setRefused(nothing);
    setBusy(true);
    try {
      await send(parsed.data);
      setDirty(false);
    } catch (refusal) {
      const problem = say?.(refusal) ?? sayRefusal(refusal);
      setRefused({ faults: faultsOf(refusal, problem), problem });
    } finally {
      setBusy(false);
    }
  }

  const problem = isSaidAtField ? null : refused.problem;
  return { form, busy, faults: refused.faults, problem, submit, touch: () => setDirty(true) };
}

/** The field that the server named, with the server's sentence unless that only says which field it is. */
function faultsOf(refusal: unknown, problem: string): Faults {
  if (!(refusal instanceof ApiRefusal) || refusal.field === undefined) return noFaults;
  return new Map([[refusal.field, refusal.code === "invalid_body" ? null : problem]]);
}

function useUnloadWarning(isNeeded: boolean) {
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isNeeded]);
}
