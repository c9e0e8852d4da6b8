"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { maxSearch } from "#lib/search/schema.ts";
import { useFound } from "./use-found.ts";

/** Finds while one types; without our scripts it is a form that leads to the page of results. */
export function SearchField({ initial = "", autoFocus = false }: { initial?: string; autoFocus?: boolean }) {
  const t = useTranslations("shelf.search");
  const [typed, setTyped] = useState(initial);
  const [isOpen, setOpen] = useState(false);
  const found = useFound(typed === initial ? "" : typed);
  const list = useId();
  const form = useRef<HTMLFormElement>(null);
  const hits = found ? [...found.shows.map(showHit), ...found.products.map(productHit)].slice(0, 8) : [];
  const isShown = isOpen && found !== null;

  return (
    <search className="max-w-xl">
      <form
        ref={form}
        action="/search"
        className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-2"
        onFocus={() => setOpen(true)}
        onBlur={({ relatedTarget }) => !form.current?.contains(relatedTarget) && setOpen(false)}
        onKeyDown={({ key }) => key === "Escape" && setOpen(false)}
      >
        <Input
          type="search"
          name="q"
          required
          autoComplete="off"
          enterKeyHint="search"
          aria-label={t("label")}
          aria-controls={isShown ? list : undefined}
          placeholder={t("placeholder")}
          maxLength={maxSearch}
          defaultValue={initial}
          autoFocus={autoFocus}
          onChange={({ target }) => {
            setTyped(target.value);
            setOpen(true);
          }}
        />
        <Button type="submit" look="line" aria-label={t("submit")}>
          <Search aria-hidden className="size-5" />
        </Button>
        <p role="status" className="sr-only">
          {isShown ? t("found", { count: hits.length }) : ""}
        </p>
        {isShown && (
          <ul
            id={list}
            aria-label={t("results")}
            className="absolute inset-x-0 top-full z-30 mt-1 max-h-96 overflow-y-auto rounded-lg border border-rule bg-raised py-1 shadow-lg"
          >
            {hits.length === 0 && <li className="px-4 py-3 text-soft">{t("nothingYet")}</li>}
            {hits.map(({ href, name, kind }) => (
              <li key={href}>
                <Link
                  href={href}
                  className="flex min-h-11 items-center justify-between gap-4 px-4 py-2 hover:bg-sunk focus-visible:bg-sunk"
                >
                  <span className="truncate">{name}</span>
                  <span className="shrink-0 text-sm text-soft">{t(kind)}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </form>
    </search>
  );
}

type Hit = { href: string; name: string; kind: "show" | "product" };

const showHit = ({ slug, title }: { slug: string; title: string }): Hit => ({
  href: `/shows/${slug}`,
  name: title,
  kind: "show",
});
const productHit = ({ slug, name }: { slug: string; name: string }): Hit => ({
  href: `/products/${slug}`,
  name,
  kind: "product",
});
