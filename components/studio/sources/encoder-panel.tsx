import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Confirm } from "#components/ui/confirm.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { IssuedKey, SourcesView } from "#lib/sources/schema.ts";
import { CopyField } from "./copy-field.tsx";
import { OverlayPanel } from "./overlay-panel.tsx";
import { TurnedAway } from "./turned-away.tsx";
import type { SourceDesk } from "./use-sources.ts";

/** How an encoder gets in: the two lines to copy, the key's life, and why nobody can get in where that is so. */
export function EncoderPanel({ sources }: { sources: SourceDesk }) {
  const t = useTranslations("sources.obs");
  const [issued, setIssued] = useState<IssuedKey | null>(null);
  const [asking, setAsking] = useState<"rotate" | "revoke" | null>(null);
  const { view, busy } = sources;
  if (!view) return null;
  const { rtmp, key } = view;

  async function issue() {
    setAsking(null);
    setIssued(await sources.issueKey());
  }

  async function revoke() {
    setAsking(null);
    if (await sources.revokeKey()) setIssued(null);
  }

  return (
    <div className="grid gap-5">
      {rtmp.state !== "open" && (
        <p role="alert" className="border-warn border-l-4 bg-warn-wash p-3 text-sm">
          {t(rtmp.state, { port: String(rtmp.port) })}
        </p>
      )}
      <p>{t("steps")}</p>
      <CopyField label={t("server")} value={rtmp.server} />
      {issued ? (
        <div className="grid gap-2">
          <CopyField label={t("streamKey")} value={issued.streamKey} />
          <p className="text-sm text-warn">{t("keyOnce")}</p>
        </div>
      ) : (
        <KeyLife streamKey={key} />
      )}
      <div className="flex flex-wrap gap-2">
        {key ? (
          <>
            <Button look="line" busy={busy} onClick={() => setAsking("rotate")}>
              {t("rotate")}
            </Button>
            <Button look="danger" busy={busy} onClick={() => setAsking("revoke")}>
              {t("revoke")}
            </Button>
          </>
        ) : (
          <Button busy={busy} onClick={() => void issue()}>
            {t("makeKey")}
          </Button>
        )}
      </div>
      {view.rejected && <TurnedAway {...view.rejected} />}
      <p className="border-rule border-t pt-4 text-sm text-soft">{t("encoding")}</p>
      <OverlayPanel sources={sources} />
      <Confirm
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={t(asking === "revoke" ? "revokeHeading" : "rotateHeading")}
        confirmLabel={t(asking === "revoke" ? "revoke" : "rotate")}
        look="danger"
        onConfirm={() => void (asking === "revoke" ? revoke() : issue())}
      >
        <p>{t(asking === "revoke" ? "revokeLead" : "rotateLead")}</p>
      </Confirm>
    </div>
  );
}

function KeyLife({ streamKey }: { streamKey: SourcesView["key"] }) {
  const t = useTranslations("sources.obs");
  if (!streamKey) return <p className="text-sm text-soft">{t("noKey")}</p>;
  const { createdAt, lastUsedAt } = streamKey;
  return (
    <p className="text-sm text-soft">
      {t.rich("hasKey", { made: () => <LocalTime iso={createdAt} style="minute" /> })}{" "}
      {lastUsedAt ? t.rich("lastUsed", { used: () => <LocalTime iso={lastUsedAt} style="minute" /> }) : t("neverUsed")}
    </p>
  );
}
