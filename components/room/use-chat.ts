import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import type { Ack } from "#lib/live/contract.ts";

/** Sends and answers with what stands in the way, in words, or null. */
export function useChat(sendChat: (body: string) => Promise<Ack>) {
  const words = useRefusalWords();
  return async (body: string): Promise<string | null> => {
    const answer = await sendChat(body).catch((refusal: unknown) => ({ ok: false, refusal }) as const);
    return answer.ok ? null : words("refusal" in answer ? answer.refusal : answer);
  };
}
