import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { useAct } from "#components/forms/use-act.ts";
import { callApi } from "#components/session/call-api.ts";
import { showToast } from "#components/ui/toasts.ts";
import type { LivePoll } from "#lib/live/contract.ts";
import { type PollInput, type PollView, pollInput } from "#lib/polls/schema.ts";

export type Polls = ReturnType<typeof usePolls>;

/** The polls of one show under somebody's hands: read when somebody else moved one, and every act, with its way back. */
export function usePolls(showId: string, live: LivePoll | undefined) {
  const t = useTranslations("polls.said");
  const { busy, run } = useAct();
  const [known, setKnown] = useState<PollView[] | null>(null);
  const path = `/api/shows/${showId}/polls`;

  const read = useCallback(async () => setKnown(await callApi<PollView[]>("GET", path)), [path]);
  const stage = live && `${live.id} ${live.status} ${live.right}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew when the poll on the air is another or has moved
  useEffect(() => void read().catch(() => undefined), [read, stage]);

  const act = (work: () => Promise<unknown>) => run(() => work().then(read));
  const move = (id: string, verb: string) =>
    act(() => callApi("POST", `${path}/${id}/${verb}`, { body: {}, isOneAct: true }));
  const open = async ({ id }: PollView) => {
    if (!(await move(id, "opening"))) return;
    const undo = { label: t("takeBack"), run: () => void move(id, "withdrawal") };
    showToast({ tone: "ok", text: t("opened"), action: undo });
  };
  const discard = async (poll: PollView) => {
    if (!(await act(() => callApi("DELETE", `${path}/${poll.id}`)))) return;
    const again = inputOf(poll);
    const undo = { label: t("undo"), run: () => void act(() => callApi("POST", path, { body: again })) };
    showToast({ text: t("discarded", { title: poll.title }), action: undo });
  };
  return {
    busy,
    isRead: known !== null,
    list: withLive(known ?? [], live),
    open,
    discard,
    close: ({ id }: PollView) => move(id, "closing"),
    withdraw: ({ id }: PollView) => move(id, "withdrawal"),
    setRight: ({ id }: PollView, right: number) =>
      act(() => callApi("PUT", `${path}/${id}/right`, { body: { right } })),
    prepare: async (input: PollInput, asksNow: boolean) => {
      const poll = await callApi<PollView>("POST", path, { body: input });
      await read();
      if (asksNow) await open(poll);
    },
    change: async ({ id }: PollView, input: PollInput) => {
      await callApi("PUT", `${path}/${id}`, { body: input });
      await read();
    },
  };
}

/** The counts that the live line brings are newer than what was read. */
function withLive(known: PollView[], live: LivePoll | undefined): PollView[] {
  if (!live) return known;
  return known.map((poll) => (poll.id === live.id && live.version > poll.version ? { ...poll, ...live } : poll));
}

function inputOf({ kind, title, choices, currency, seconds, language, texts }: PollView): PollInput {
  const said = { kind, title, seconds, language, texts };
  return pollInput.parse(kind === "guess" ? { ...said, currency } : { ...said, choices });
}
