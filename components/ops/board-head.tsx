import { Maximize, Minimize } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { StateBadge } from "#components/states/state-badge.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { Board, Snapshot } from "#lib/live/contract.ts";
import type { ShowCard } from "#lib/shows/schema.ts";
import { Counted } from "./counted.tsx";

type BoardHeadProps = {
  show: ShowCard;
  live: Snapshot;
  board: Board;
  connection: "live" | "reconnecting";
  isWall: boolean;
  onWall: () => void;
};

export function BoardHead({ show, live, board, connection, isWall, onWall }: BoardHeadProps) {
  const t = useTranslations("ops.board");
  const format = useFormatter();
  const Icon = isWall ? Minimize : Maximize;
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4">
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <StateBadge state={`show.${live.status}`} />
          {live.status === "LIVE" && live.video !== "live" && <Badge tone="warn">{t(`video.${live.video}`)}</Badge>}
          {connection === "reconnecting" && (
            <Badge tone="warn">
              <span role="status">{t("reconnecting")}</span>
            </Badge>
          )}
        </div>
        <h1 className="headline text-2xl">{show.title}</h1>
        <p title={t("recountCounts")} className="figures text-sm text-soft">
          {t.rich("recount", { time: () => <LocalTime iso={board.at} style="second" /> })}
        </p>
      </div>
      <div className="flex items-end gap-8">
        <Counted label={t("viewers")} counts={t("viewersCounts")} testId="viewers">
          {format.number(board.viewers)}
        </Counted>
        <Counted label={t("likes")} counts={t("likesCounts")} testId="likes">
          {format.number(board.likes)}
        </Counted>
        <Button look="line" size="sm" aria-pressed={isWall} onClick={onWall} className="max-md:hidden">
          <Icon aria-hidden className="size-4" />
          {isWall ? t("leaveWall") : t("wall")}
        </Button>
      </div>
    </header>
  );
}
