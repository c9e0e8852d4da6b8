import { useLocale } from "next-intl";
import { useState } from "react";
import type { ShowStatus } from "#lib/live/contract.ts";
import { useCaptionDesk } from "./use-caption-desk.ts";
import { useScript } from "./use-script.ts";

export type Captioning = ReturnType<typeof useCaptioning>;

/** Everything about a show's captions that more than one part of the desk needs. */
export function useCaptioning(showId: string, status: ShowStatus) {
  const locale = useLocale();
  const isLive = status === "LIVE";
  const desk = useCaptionDesk(showId, { whole: status === "ENDED" });
  const script = useScript(showId);
  const [language, setLanguage] = useState<string>(locale);
  const at = script.script?.next ?? 0;

  /** The next line leaves as a caption; of a prompter it is only turned. */
  async function sendNext() {
    const isPrompter = script.script?.isPrompter === true;
    if (script.next === undefined || !(isLive || isPrompter)) return;
    script.jump(at + 1);
    if (isPrompter) return;
    const back = () => script.jump(at);
    if (!(await desk.send({ text: script.next, source: "script" }, language, back))) back();
  }

  return {
    ...{ desk, script, language, setLanguage },
    sendNext: () => void sendNext(),
    languages: [...new Set(desk.cues.map((cue) => cue.language))],
  };
}
