"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { ApiRefusal } from "#components/session/call-api.ts";

type Told = { code: string; field?: string; retryAfter?: number; id?: string; detail?: Record<string, unknown> };

/** The one table from refusal to words: what the API, or the socket, said no to, in the reader's language. */
export function useRefusalWords(): (refusal: unknown) => string {
  const words = useTranslations("errors");
  return useCallback(
    (refusal: unknown) => {
      const { code, field, retryAfter, id, detail } = told(refusal);
      const known = (key: string): key is Parameters<typeof words>[0] => words.has(key as Parameters<typeof words>[0]);
      const minutes = Math.ceil((retryAfter ?? 1) / 60);
      const facts = { ...textsOf(detail), field: field ?? "", retryAfter: retryAfter ?? 1, minutes, id: id ?? code };
      return known(code) ? words(code, facts) : words("unknown", facts);
    },
    [words],
  );
}

/** The facts that a sentence may name. */
function textsOf(detail: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(detail).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function told(refusal: unknown): Told {
  if (refusal instanceof ApiRefusal) return refusal;
  if (typeof refusal === "object" && refusal && "code" in refusal && typeof refusal.code === "string") {
    const retryAfter =
      "retryAfter" in refusal && typeof refusal.retryAfter === "number" ? refusal.retryAfter : undefined;
    const detail = "detail" in refusal && isRecord(refusal.detail) ? refusal.detail : undefined;
    return { code: refusal.code, retryAfter, detail };
  }
  return { code: "unknown" };
}
