"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { callApi } from "#components/session/call-api.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { ClaimPage, ClaimView } from "#lib/questions/schema.ts";
import { ClaimText } from "./claim-text.tsx";

/** A crowd does not ask in one moment. */
const spreadMs = 1500;
const againMs = 1200;

type ClaimCardProps = { showId: string; claimId: string | null; className: string };

/** What is said and what is true, as the host pinned it; whoever has read it puts it away. */
export function ClaimCard({ showId, claimId, className }: ClaimCardProps) {
  const t = useTranslations("questions");
  const claim = usePinnedClaim(showId, claimId);
  const [hidden, setHidden] = useState<string | null>(null);
  if (!claim || claim.id === hidden) return null;
  return (
    <aside
      aria-label={t("saidAndTrue")}
      data-testid="claim"
      className={clsx("flex max-h-40 items-start gap-2 overflow-y-auto bg-raised py-2 pr-1 pl-4", className)}
    >
      <ClaimText claim={claim} className="min-w-0 flex-1 py-1" />
      <IconButton label={t("hide")} onClick={() => setHidden(claim.id)}>
        <X aria-hidden />
      </IconButton>
    </aside>
  );
}

/** By the id that the live line names; the text comes over HTTP, and once more when the list was from before it. */
function usePinnedClaim(showId: string, claimId: string | null): ClaimView | null {
  const [claim, setClaim] = useState<ClaimView | null>(null);
  useEffect(() => {
    if (!claimId) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const page = await callApi<ClaimPage>("GET", `/api/shows/${showId}/claims`, { signal: stop.signal }).catch(
        () => null,
      );
      if (stop.signal.aborted) return;
      const found = page?.claims.find(({ id }) => id === claimId);
      if (found) setClaim(found);
      else timer = setTimeout(look, againMs);
    };
    timer = setTimeout(look, Math.random() * spreadMs);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [showId, claimId]);
  return claim?.id === claimId ? claim : null;
}
