import { clsx } from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { controlClass } from "#components/ui/control-class.ts";
import { type NoticeQuery, noticeState } from "#lib/notices/schema.ts";
import { outboxHref } from "./outbox-href.ts";

/** By address and by state; the address bar holds both, so a search can be sent to a colleague. */
export function OutboxSearch({ query: { search, state } }: { query: NoticeQuery }) {
  const t = useTranslations("ops.outbox");
  const states = useTranslations("states.mail");
  return (
    <div className="grid gap-3">
      <form action="/ops/outbox" className="flex gap-2">
        {state && <input type="hidden" name="state" value={state} />}
        <label htmlFor="outbox-search" className="sr-only">
          {t("search")}
        </label>
        <input
          id="outbox-search"
          name="search"
          type="search"
          defaultValue={search}
          placeholder={t("search")}
          maxLength={254}
          className={clsx(controlClass, "max-w-md")}
        />
        <Button type="submit" look="line">
          {t("find")}
        </Button>
      </form>
      <nav aria-label={t("byState")} className="flex flex-wrap gap-x-5">
        {[undefined, ...noticeState.options].map((each) => (
          <Link
            key={each ?? "all"}
            href={outboxHref({ search, state: each })}
            aria-current={each === state ? "page" : undefined}
            className={clsx(
              "inline-flex min-h-8 items-center border-b-2 text-sm",
              each === state ? "border-signal text-ink" : "border-transparent text-soft hover:text-ink",
            )}
          >
            {each ? states(each) : t("all")}
          </Link>
        ))}
      </nav>
    </div>
  );
}
