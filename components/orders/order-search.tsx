"use client";

import { Download, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { Form } from "#components/forms/form.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import type { OrderFilter } from "#lib/orders/schema.ts";
import { preorderState } from "#lib/preorders/schema.ts";
import { queryOf } from "./order-query.ts";

export type OrderPlaces = { shows: { id: string; title: string }[]; skus: string[] };

/** The filter as a form: what is chosen stands in the address, so that it can be kept, sent and gone back to. */
export function OrderSearch({ filter, places }: { filter: OrderFilter; places: OrderPlaces }) {
  const t = useTranslations("orders.search");
  const states = useTranslations("states.order");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const searchId = useId();
  useSlash(form);
  useFilterOf(form, filter);

  const apply = () => {
    if (!form.current) return;
    router.replace(`/ops/orders${queryOf(Object.fromEntries(new FormData(form.current)))}`, { scroll: false });
  };

  return (
    <search>
      <Form
        ref={form}
        onSubmit={apply}
        className="flex flex-wrap items-end gap-x-3 gap-y-2 [&_input]:min-h-9 [&_select]:min-h-9 [&_select]:text-sm"
      >
        <div className="grid min-w-64 flex-1 gap-1">
          <label htmlFor={searchId} className="slug text-soft">
            {t("label")}
          </label>
          <Input
            id={searchId}
            name="q"
            type="search"
            defaultValue={filter.q}
            placeholder={t("key")}
            title={t("hint")}
          />
        </div>
        <Choice name="state" label={t("state")} value={filter.state} onChoose={apply}>
          {preorderState.options.map((state) => (
            <option key={state} value={state}>
              {states(state)}
            </option>
          ))}
        </Choice>
        <Choice name="sku" label={t("sku")} value={filter.sku} onChoose={apply}>
          {places.skus.map((sku) => (
            <option key={sku}>{sku}</option>
          ))}
        </Choice>
        <Choice name="showId" label={t("show")} value={filter.showId} onChoose={apply}>
          {places.shows.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Choice>
        {(["flagged", "unaddressed", "returned"] as const).map((name) => (
          <label key={name} className="flex min-h-9 items-center gap-2 text-sm" title={t(`${name}Hint`)}>
            <input
              type="checkbox"
              name={name}
              value="true"
              defaultChecked={filter[name] === "true"}
              onChange={apply}
              className="size-4 min-h-0! accent-ink"
            />
            {t(name)}
          </label>
        ))}
        <span className="flex gap-2">
          <Button type="submit" size="sm" className="min-h-9">
            {t("go")}
          </Button>
          {queryOf(filter) !== "" && (
            <Button look="plain" size="sm" className="min-h-9" onClick={() => router.replace("/ops/orders")}>
              <X aria-hidden className="size-4" />
              {t("clear")}
            </Button>
          )}
          <a
            href={`/api/ops/exports/preorders${queryOf(filter)}`}
            title={t("exportHint")}
            download
            className={buttonClass({ look: "line", size: "sm" })}
          >
            <Download aria-hidden className="size-4" />
            {t("export")}
          </a>
        </span>
      </Form>
    </search>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value: string | undefined;
  onChoose: () => void;
  children: React.ReactNode;
};

function Choice({ name, label, value, onChoose, children }: ChoiceProps) {
  const t = useTranslations("orders.search");
  const id = useId();
  return (
    <div className="grid w-40 gap-1">
      <label htmlFor={id} className="slug text-soft">
        {label}
      </label>
      <Select id={id} name={name} defaultValue={value ?? ""} onChange={onChoose}>
        <option value="">{t("any")}</option>
        {children}
      </Select>
    </div>
  );
}

/** The key / goes to the search, from anywhere but a field. */
function useSlash(form: React.RefObject<HTMLFormElement | null>) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches("input, select, textarea");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      form.current?.querySelector<HTMLInputElement>("input[name=q]")?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [form]);
}

/** When the address says another filter, by the back button or by clearing, so does the form; what has focus keeps it. */
function useFilterOf(form: React.RefObject<HTMLFormElement | null>, filter: OrderFilter) {
  useEffect(() => {
    for (const field of form.current?.elements ?? []) {
      if (field instanceof HTMLSelectElement) field.value = textOf(filter, field.name);
      if (!(field instanceof HTMLInputElement)) continue;
      if (field.type === "checkbox") field.checked = textOf(filter, field.name) === field.value;
      else field.value = textOf(filter, field.name);
    }
  }, [form, filter]);
}

function textOf(filter: OrderFilter, name: string): string {
  const value: unknown = Reflect.get(filter, name);
  return typeof value === "string" ? value : "";
}
