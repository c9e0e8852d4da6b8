"use client";

import { Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Popover from "radix-ui/popover";
import { Switch } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { CaptionSize, PlayerSettings } from "./player-settings.ts";

type PlayerMenuProps = {
  settings: PlayerSettings;
  choose: (change: Partial<PlayerSettings>) => void;
  isReplay: boolean;
};

const sizes: CaptionSize[] = ["small", "medium", "large"];

/** How one likes to watch; kept in this browser. */
export function PlayerMenu({ settings, choose, isReplay }: PlayerMenuProps) {
  const t = useTranslations("room.player");
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton
          label={t("settings")}
          className="text-on-video! focus-on-video hover:bg-video-shade! aria-pressed:bg-video-shade!"
        >
          <Settings2 aria-hidden />
        </IconButton>
      </Popover.Trigger>
      <Popover.Content
        side="top"
        align="end"
        sideOffset={8}
        collisionPadding={12}
        aria-label={t("settings")}
        className="z-50 grid w-72 animate-pop-in gap-1 rounded-lg border border-rule bg-raised p-2 text-ink shadow-lift"
      >
        {!isReplay && (
          <Switch
            label={t("soundOnly")}
            hint={t("soundOnlySaves")}
            checked={settings.soundOnly}
            onChange={({ target }) => choose({ soundOnly: target.checked })}
          />
        )}
        <Switch
          label={t("captions")}
          hint={t("captionsHint")}
          checked={settings.captions}
          onChange={({ target }) => choose({ captions: target.checked })}
        />
        <fieldset className="flex items-center gap-1 px-3 pb-2">
          <legend className="sr-only">{t("captionSize")}</legend>
          {sizes.map((size) => (
            <label
              key={size}
              className="relative grid min-h-11 flex-1 place-items-center rounded-sm border border-edge text-sm has-checked:border-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2"
            >
              <input
                type="radio"
                name="caption-size"
                checked={settings.captionSize === size}
                onChange={() => choose({ captionSize: size, captions: true })}
                className="sr-only"
              />
              {t(`size.${size}`)}
            </label>
          ))}
        </fieldset>
      </Popover.Content>
    </Popover.Root>
  );
}
