"use client";

import { Copy, Flag, Languages, Reply, UserPen } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Menu from "radix-ui/dropdown-menu";
import { type ReactNode, useState } from "react";
import { useScopedTheme } from "#components/ui/theme-scope.tsx";
import { showToast } from "#components/ui/toasts.ts";
import type { LiveMessage } from "#lib/live/contract.ts";
import { ReportSheet } from "./report-sheet.tsx";
import { TalkSettings } from "./talk-settings.tsx";
import { TranslationSheet } from "./translation-sheet.tsx";
import { useTranslates } from "./use-translation.ts";

/** A line with its place on the screen, at which its menu opens. */
export type OpenedLine = { line: LiveMessage; at: HTMLElement };

/** Something that can be done with a line. What it opens, a sheet for instance, is drawn beside the menu and outlives it. */
export type LineAct = { id: string; label: string; icon: ReactNode; run: (line: LiveMessage) => void };

type LineMenuProps = {
  showId: string;
  opened: OpenedLine | null;
  onReply: (line: LiveMessage) => void;
  onClose: () => void;
};

/** What can be done with one line of the talk; it stays on the page once it was asked for, so that sheets of its acts stay open. */
export function LineMenu({ showId, opened, onReply, onClose }: LineMenuProps) {
  const t = useTranslations("room.chat");
  const [reported, setReported] = useState<LiveMessage | null>(null);
  const [translated, setTranslated] = useState<LiveMessage | null>(null);
  const [isSettings, setSettings] = useState(false);
  const translates = useTranslates();
  const copy = ({ body }: LiveMessage) =>
    void navigator.clipboard?.writeText(body).then(() => showToast({ tone: "ok", text: t("copied") }));
  const acts: LineAct[] = [
    { id: "reply", label: t("reply"), icon: <Reply aria-hidden />, run: onReply },
    { id: "copy", label: t("copy"), icon: <Copy aria-hidden />, run: copy },
    ...(translates
      ? [{ id: "translate", label: t("translate"), icon: <Languages aria-hidden />, run: setTranslated }]
      : []),
    { id: "report", label: t("report"), icon: <Flag aria-hidden />, run: setReported },
    { id: "settings", label: t("settings.title"), icon: <UserPen aria-hidden />, run: () => setSettings(true) },
  ];
  return (
    <>
      {opened && <ActList opened={opened} acts={acts} onClose={onClose} />}
      <TranslationSheet showId={showId} line={translated} onClose={() => setTranslated(null)} />
      <ReportSheet showId={showId} line={reported} onClose={() => setReported(null)} />
      <TalkSettings open={isSettings} onClose={() => setSettings(false)} />
    </>
  );
}

type ActListProps = { opened: OpenedLine; acts: LineAct[]; onClose: () => void };

function ActList({ opened: { line, at }, acts, onClose }: ActListProps) {
  const t = useTranslations("room.chat");
  const theme = useScopedTheme();
  const { left, top, height } = at.getBoundingClientRect();
  return (
    <Menu.Root key={line.id} open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Menu.Trigger asChild>
        <span aria-hidden className="pointer-events-none fixed w-px" style={{ left, top, height }} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          data-theme={theme}
          side="top"
          align="start"
          sideOffset={4}
          collisionPadding={12}
          aria-label={t("actsOf", { name: line.name })}
          aria-labelledby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement === document.body) at.focus({ preventScroll: true });
          }}
          className="z-50 grid min-w-48 max-w-72 animate-pop-in rounded-sm bg-raised p-1 text-ink shadow-lift"
        >
          {acts.map(({ id, label, icon, run }) => (
            <Menu.Item
              key={id}
              onSelect={() => run(line)}
              className="flex min-h-11 cursor-default select-none items-center gap-3 rounded-xs px-3 text-sm outline-none data-highlighted:bg-sunk [&_svg]:size-4.5"
            >
              {icon}
              {label}
            </Menu.Item>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
