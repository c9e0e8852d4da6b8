import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import type { CityView } from "#lib/delivery-windows/schema.ts";
import { WayDays } from "./way-days.tsx";

type CityOptionsProps = {
  id: string;
  found: CityView[];
  text: string;
  active: number;
  onChoose: (city: CityView | null) => void;
};

/** The cities that fit what was typed, each with its days, and the way out for whoever lives elsewhere. */
export function CityOptions({ id, found, text, active, onChoose }: CityOptionsProps) {
  const t = useTranslations("terms.city");
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.scrollIntoView({ block: "nearest" });
  }, []);
  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  return (
    <>
      <p role="status" className={found.length === 0 ? "pt-2 text-sm text-warn" : "sr-only"}>
        {found.length === 0 ? t("nothing", { text }) : t("found", { count: found.length })}
      </p>
      <div
        ref={list}
        role="listbox"
        id={id}
        // A browser would stop at what scrolls, and leaving the input closes the list.
        tabIndex={-1}
        aria-label={t("label")}
        className="mt-1 grid max-h-56 overflow-y-auto overscroll-contain rounded-sm border border-edge bg-raised py-1"
      >
        {found.map((city, index) => (
          <Option key={city.id} id={`${id}-${index}`} isActive={index === active} onChoose={() => onChoose(city)}>
            <span className="truncate">{city.name}</span>
            <WayDays way={city} />
          </Option>
        ))}
        <Option id={`${id}-${found.length}`} isActive={active === found.length} onChoose={() => onChoose(null)}>
          <span className="text-soft">{t("none")}</span>
          <span className="text-soft text-sm">{t("noneHint")}</span>
        </Option>
      </div>
    </>
  );
}

type OptionProps = { id: string; isActive: boolean; onChoose: () => void; children: ReactNode };

function Option({ id, isActive, onChoose, children }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input that owns the list steers it by keyboard
    <div
      role="option"
      id={id}
      aria-selected={isActive}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={clsx(
        "flex min-h-11 cursor-pointer items-center justify-between gap-4 px-3 hover:bg-sunk",
        isActive && "bg-sunk outline-1 outline-ink -outline-offset-1",
      )}
    >
      {children}
    </div>
  );
}
