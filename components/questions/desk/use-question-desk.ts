import { useTranslations } from "next-intl";
import { type RefObject, useCallback, useEffect, useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { Snapshot } from "#lib/live/contract.ts";
import type { DeskPage, DeskQuestion } from "#lib/questions/schema.ts";
import type { CueMoment } from "#lib/shows/schema.ts";

export type Which = "open" | "held" | "aside" | "answered" | "removed";
export type Order = "wanted" | "newest";
export type QuestionDesk = ReturnType<typeof useQuestionDesk>;

const none: DeskPage = { questions: [], next: null };

/**
 * A show's questions under the hands of whoever works at them: the list as the live line says that it changed, and every act, most with
 * the way back in a toast. `moment` is what the host's own picture shows, where there is one.
 */
export function useQuestionDesk(live: Snapshot, moment?: RefObject<() => CueMoment | undefined>) {
  const t = useTranslations("questionDesk");
  const { showId } = live;
  const address = `/api/shows/${showId}/questions`;
  const [which, setWhich] = useState<Which>("open");
  const [order, setOrder] = useState<Order>("wanted");
  const [page, setPage] = useState(none);
  const { busy, run } = useAct();
  const onAirId = live.askedCues.at(-1)?.question?.id ?? null;

  const read = useCallback(
    (after = "", signal?: AbortSignal) =>
      callApi<DeskPage>("GET", `${address}/desk?of=${which}&order=${order}${after && `&after=${after}`}`, { signal }),
    [address, which, order],
  );
  const { version } = live.questions;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with every version
  useEffect(() => {
    const stop = new AbortController();
    read("", stop.signal).then(setPage, () => undefined);
    return () => stop.abort();
  }, [read, version]);

  const act = async (path: string, body: unknown) => {
    const done = await run(() => callApi("PUT", `${address}/${path}`, { body, isOneAct: true }));
    if (done) await read().then(setPage, () => undefined);
    return done;
  };
  const put = async ({ id }: DeskQuestion, state: "OPEN" | "ASIDE" | "REMOVED", said: string, before: Which) => {
    if (!(await act(`${id}/state`, { state }))) return;
    const back = before === "open" ? "OPEN" : before === "aside" ? "ASIDE" : null;
    const undo = () => void act(`${id}/state`, { state: back });
    showToast({ text: said, ...(back && back !== state && { action: { label: t("undo"), run: undo } }) });
  };
  const merge = async (question: Pick<DeskQuestion, "id">, into: string | null, back: string | null) => {
    if (!(await act(`${question.id}/merged`, { into }))) return;
    const undo = () => void act(`${question.id}/merged`, { into: back });
    showToast({ text: t(into ? "mergedNow" : "parted"), action: { label: t("undo"), run: undo } });
  };

  return {
    ...{ showId, busy, which, setWhich, order, setOrder, page, onAirId },
    isLive: live.status === "LIVE",
    takeOn: (questionId: string | null) => act("on-air", { questionId, moment: moment?.current() }),
    answered: async (id: string) => {
      if (!(await act(`${id}/answer`, { moment: moment?.current() }))) return;
      const undo = () => void act(`${id}/state`, { state: "OPEN" });
      showToast({ tone: "ok", text: t("answeredNow"), action: { label: t("undo"), run: undo } });
    },
    aside: (question: DeskQuestion) => put(question, "ASIDE", t("asideNow"), which),
    remove: (question: DeskQuestion) => put(question, "REMOVED", t("removedNow"), which),
    putBack: (question: DeskQuestion) => put(question, "OPEN", t("putBackNow"), which),
    merge: (question: DeskQuestion, into: string) => merge(question, into, null),
    part: (part: { id: string }, from: string) => merge(part, null, from),
    reload: () => read().then(setPage, () => undefined),
    readMore: () =>
      run(async () => {
        const more = await read(page.next ?? "");
        setPage({ ...more, questions: [...page.questions, ...more.questions] });
      }),
  };
}
