import { useCallback, useEffect, useRef, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import type { OwnQuestions, QuestionPage, QuestionView, VoteView } from "#lib/questions/schema.ts";

/** A crowd does not ask for the list in one moment; the server keeps a list for a second. */
const spreadMs = 1200;
const spreadPerViewerMs = 0.1;
const maxSpreadMs = 15_000;
const againMs = 1500;

export type Lists = { open: QuestionPage | null; answered: QuestionPage | null; own: OwnQuestions | null };
const nothing: Lists = { open: null, answered: null, own: null };

/** A show's questions, read again when the live line says that they changed: `version` grows. Votes show at once. */
export function useQuestions(showId: string, { version, viewers }: { version: number; viewers: number }) {
  const [lists, setLists] = useState(nothing);
  const address = `/api/shows/${showId}/questions`;
  const readAt = useRef(0);

  const read = useCallback(
    async (signal?: AbortSignal) => {
      const [open, answered] = await Promise.all([
        callApi<QuestionPage>("GET", address, { signal }),
        callApi<QuestionPage>("GET", `${address}?of=answered`, { signal }),
      ]);
      readAt.current = open.version;
      setLists((before) => ({ ...before, open, answered }));
    },
    [address],
  );
  const readOwn = useCallback(async () => {
    const own = await callApi<OwnQuestions>("GET", `${address}/own`).catch(() => null);
    if (own) setLists((before) => ({ ...before, own }));
  }, [address]);

  useEffect(() => void readOwn(), [readOwn]);
  useReading(read, { version, viewers, readAt });

  async function vote(question: QuestionView, wanted: boolean) {
    setLists((before) => withVote(before, question.id, wanted));
    const path = `${address}/${question.id}/vote`;
    const answer = await callApi<VoteView>("PUT", path, { body: { wanted }, isOneAct: true }).catch(
      (refusal: unknown) => {
        setLists((before) => withVote(before, question.id, !wanted));
        throw refusal;
      },
    );
    setLists((before) => withVotes(before, question.id, answer.votes));
  }

  async function readMore(of: "open" | "answered") {
    const known = lists[of];
    if (!known?.next) return;
    const more = await callApi<QuestionPage>("GET", `${address}?of=${of}&after=${known.next}`);
    const ids = new Set(known.questions.map(({ id }) => id));
    const questions = [...known.questions, ...more.questions.filter(({ id }) => !ids.has(id))];
    setLists((before) => ({ ...before, [of]: { ...more, questions, version: known.version } }));
  }

  return { ...lists, vote, readMore, readOwn, read };
}

type Reading = { version: number; viewers: number; readAt: { current: number } };

/** At once the first time; then at some moment soon after each change, and once more when that answer was from before it. */
function useReading(read: (signal: AbortSignal) => Promise<void>, { version, viewers, readAt }: Reading): void {
  const spread = useRef(0);
  const crowd = useRef(viewers);
  crowd.current = viewers;
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      await read(stop.signal).catch(() => undefined);
      if (!stop.signal.aborted && readAt.current < version) timer = setTimeout(look, againMs);
    };
    timer = setTimeout(look, Math.random() * spread.current);
    spread.current = Math.min(maxSpreadMs, spreadMs + crowd.current * spreadPerViewerMs);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [read, version, readAt]);
}

function withVote(lists: Lists, id: string, wanted: boolean): Lists {
  const own = lists.own ?? { asked: [], voted: [] };
  const voted = own.voted.filter((each) => each !== id);
  const before = lists.open?.questions.find((question) => question.id === id)?.votes ?? 0;
  const wasWanted = own.voted.includes(id);
  const change = Number(wanted) - Number(wasWanted);
  return withVotes({ ...lists, own: { ...own, voted: wanted ? [...voted, id] : voted } }, id, before + change);
}

function withVotes(lists: Lists, id: string, votes: number): Lists {
  if (!lists.open) return lists;
  const questions = lists.open.questions.map((question) => (question.id === id ? { ...question, votes } : question));
  return { ...lists, open: { ...lists.open, questions } };
}
