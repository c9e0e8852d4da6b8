import { useEffect, useState } from "react";
import { ApiRefusal, callApi } from "#components/session/call-api.ts";
import type { PrompterView } from "#lib/prompter/schema.ts";

const lookEveryMs = 800;
/** A question that nobody answers for so long has no way to the server: what asks waits for the network to come back. */
const lostAfterMs = 3000;

/** What is to be read, asked for again and again: the screen has no account, and hears nothing. `isOver` once it was cut off. */
export function usePrompterText(key: string, initial: PrompterView) {
  const [view, setView] = useState(initial);
  const [state, setState] = useState<"there" | "lost" | "over">("there");
  const isOver = state === "over";
  useEffect(() => {
    if (isOver) return;
    let left = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const late = setTimeout(() => setState("lost"), lostAfterMs);
      try {
        const next = await callApi<PrompterView>("GET", `/api/prompters/${key}`);
        if (left) return;
        setState("there");
        setView((before) => (isSame(before, next) ? before : next));
      } catch (refusal) {
        if (!left) setState(refusal instanceof ApiRefusal && refusal.code === "not_found" ? "over" : "lost");
      } finally {
        clearTimeout(late);
      }
      if (!left) timer = setTimeout(look, lookEveryMs);
    };
    timer = setTimeout(look, lookEveryMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [key, isOver]);
  return { view, state };
}

function isSame(one: PrompterView, other: PrompterView): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
