import { Search } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";

/** A part of a name or address; it stands in the address of the page. */
export function PeopleSearch({ q }: { q?: string }) {
  const t = useTranslations("settings.people");
  return (
    <search>
      <Form action="/settings/people" key={q} className="flex max-w-xl items-center gap-2">
        <Input
          name="q"
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          defaultValue={q}
          maxLength={120}
        />
        <Button type="submit" look="line">
          <Search aria-hidden className="size-4" />
          {t("find")}
        </Button>
        {q && (
          <Link href="/settings/people" className={buttonClass({ look: "plain" })}>
            {t("clear")}
          </Link>
        )}
      </Form>
    </search>
  );
}
