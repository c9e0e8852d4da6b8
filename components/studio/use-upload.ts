import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { KeptImage } from "#lib/images/schema.ts";

export const pictureKinds: readonly string[] = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const maxBytes = 10 * 1024 * 1024;

/** Sends a picture to be kept; what cannot be taken is said before it travels. */
export function useUpload(onKept: (src: string) => void) {
  const t = useTranslations("editing.picture");
  const sayRefusal = useRefusalWords();
  const [sending, setSending] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function send(file: File) {
    if (!pictureKinds.includes(file.type)) return setProblem(t("wrongKind"));
    if (file.size > maxBytes) return setProblem(t("tooLarge"));
    setProblem(null);
    setSending(file.name);
    try {
      const { src } = await callApi<KeptImage>("POST", "/api/images", { file: { body: file, type: file.type } });
      onKept(src);
    } catch (refusal) {
      setProblem(sayRefusal(refusal));
    } finally {
      setSending(null);
    }
  }

  return { sending, problem, send };
}
