"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { CityView } from "#lib/delivery-windows/schema.ts";
import { CityOptions } from "./city-options.tsx";
import { useCitySearch } from "./use-city-search.ts";

type CityFieldProps = {
  cities: CityView[];
  city: CityView | null;
  disabled?: boolean;
  onCity: (city: CityView | null) => void;
};

/** Where it goes, found by typing; the way there is counted into the window below. */
export function CityField({ cities, city, disabled = false, onCity }: CityFieldProps) {
  const t = useTranslations("terms.city");
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const search = useCitySearch({ cities, city, onCity });
  const { isOpen, text, found, active } = search;

  return (
    <fieldset className="grid" onBlur={search.leave}>
      <Field label={t("label")}>
        {(binding) => (
          <div className="relative">
            <Input
              {...binding}
              ref={input}
              role="combobox"
              aria-expanded={isOpen}
              aria-controls={list}
              aria-autocomplete="list"
              aria-activedescendant={isOpen && active >= 0 ? `${list}-${active}` : undefined}
              autoComplete="off"
              spellCheck={false}
              disabled={disabled}
              placeholder={t("placeholder")}
              value={text}
              onFocus={search.open}
              onClick={search.open}
              onChange={(event) => search.type(event.target.value)}
              onKeyDown={search.press}
              className="pr-12"
            />
            {city && !disabled && (
              <IconButton
                label={t("clear")}
                onClick={() => {
                  onCity(null);
                  search.type("");
                  input.current?.focus();
                }}
                className="absolute top-0 right-0"
              >
                <X aria-hidden />
              </IconButton>
            )}
          </div>
        )}
      </Field>
      {isOpen && <CityOptions id={list} found={found} text={text} active={active} onChoose={search.choose} />}
    </fieldset>
  );
}
