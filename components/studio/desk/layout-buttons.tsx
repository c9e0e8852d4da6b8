import { clsx } from "clsx";
import { Columns2, type LucideIcon, Package, PictureInPicture2, Rows2, User } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Layout } from "#components/media/broadcast/layouts.ts";
import type { StudioHandle } from "#components/media/broadcast/use-studio.ts";
import { KeyHint } from "#components/ui/key-hint.tsx";

type LayoutButton = {
  name: "face" | "product" | "both";
  key: string;
  Icon: LucideIcon;
  isOn: boolean;
  next: Layout;
  isPossible: boolean;
};

type LayoutButtonsProps = { studio: StudioHandle; isPortrait: boolean };

/** Face, product or both, each one tap. Both, pressed again, changes between the corner and beside one another. */
export function LayoutButtons({ studio, isPortrait }: LayoutButtonsProps) {
  const t = useTranslations("studio.air.layout");
  const { layout, present } = studio;
  const isBoth = layout === "corner" || layout === "split";
  const [hasFace, hasProduct] = [present.includes("face"), present.includes("product")];
  const Split = isPortrait ? Rows2 : Columns2;
  const buttons: LayoutButton[] = [
    { name: "face", key: "J", Icon: User, isOn: layout === "face", next: "face", isPossible: hasFace },
    { name: "product", key: "K", Icon: Package, isOn: layout === "product", next: "product", isPossible: hasProduct },
    {
      ...{ name: "both", key: "L", Icon: layout === "split" ? Split : PictureInPicture2, isOn: isBoth },
      ...{ next: otherOfBoth(layout), isPossible: hasFace && hasProduct && studio.ability === "composes" },
    },
  ];
  return (
    <fieldset aria-label={t("heading")} className="grid grid-cols-3 gap-2">
      {buttons.map(({ name, key, Icon, isOn, next, isPossible }) => (
        <button
          key={name}
          type="button"
          aria-pressed={isOn}
          aria-keyshortcuts={key}
          disabled={!isPossible}
          title={isPossible ? undefined : t("needsSecond")}
          onClick={() => studio.setLayout(next)}
          className={clsx(
            "relative grid min-h-16 content-center max-md:min-h-12 justify-items-center gap-1 rounded-sm border font-medium text-sm",
            "transition-colors duration-150 disabled:opacity-45",
            isOn ? "border-ink bg-ink text-paper" : "border-edge enabled:hover:border-ink enabled:hover:bg-sunk",
          )}
        >
          <Icon aria-hidden className="size-5" />
          {t(name === "both" && isBoth ? layout : name)}
          <span aria-hidden className="absolute top-1.5 right-1.5 max-md:hidden">
            <KeyHint onButton>{key}</KeyHint>
          </span>
        </button>
      ))}
    </fieldset>
  );
}

export function otherOfBoth(layout: Layout): Layout {
  return layout === "corner" ? "split" : "corner";
}
