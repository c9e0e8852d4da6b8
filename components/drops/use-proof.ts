import type { Challenge } from "altcha-lib";
import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { readyAccount } from "#components/session/ensure-account.ts";
import type { LiveDrop } from "#lib/live/contract.ts";

/** A challenge is good for an hour; sooner than that its proof is made anew. */
const freshForMs = 50 * 60_000;

type Work = { startedAt: number; proof: Promise<string | undefined> };

const works = new Map<string, Work>();

/**
 * The proof of work that a drop asks of every device, begun as soon as somebody shows that they want something of it. `prove`
 * waits for it where need be; undefined where the drop asks for none. On open sale nobody is asked until the server asks.
 */
export function useProof(drop: LiveDrop | undefined) {
  const [readyFor, setReadyFor] = useState<string | null>(null);
  const [onSale, setOnSale] = useState<"none" | "working" | "ready">("none");
  const wanted = drop?.challenge ? `drops/${drop.id}` : null;

  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    proofFor(wanted).then(
      () => !gone && setReadyFor(wanted),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [wanted]);

  return {
    state: wanted === null ? ("none" as const) : readyFor === wanted ? ("ready" as const) : ("working" as const),
    prove: async () => (wanted === null ? undefined : proofFor(wanted)),
    /** The server did not take it: the next one is made anew. */
    forget: () => void (wanted && works.delete(wanted)),
    onSale,
    async proveOnSale(editionId: string) {
      setOnSale("working");
      const proof = await proofFor(`editions/${editionId}`).finally(() => setOnSale("none"));
      setOnSale("ready");
      return proof;
    },
  };
}

export type DeviceProof = ReturnType<typeof useProof>;

/** `asker` is the address of what asks, below the API. */
function proofFor(asker: string): Promise<string | undefined> {
  const known = works.get(asker);
  if (known && Date.now() - known.startedAt < freshForMs) return known.proof;
  const proof = makeProof(asker);
  works.set(asker, { startedAt: Date.now(), proof });
  proof.catch(() => works.delete(asker));
  return proof;
}

async function makeProof(asker: string): Promise<string | undefined> {
  await readyAccount();
  const { challenge } = await callApi<{ challenge: Challenge | null }>("POST", `/api/${asker}/challenge`, {
    isOneAct: true,
  });
  return challenge ? solve(challenge) : undefined;
}

function solve(challenge: Challenge): Promise<string> {
  const worker = new Worker(new URL("./prove-work.ts", import.meta.url), { type: "module" });
  return new Promise<string>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<string | null>) =>
      data ? resolve(data) : reject(new Error("the search ended without a solution"));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(challenge);
  }).finally(() => worker.terminate());
}
