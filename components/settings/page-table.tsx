import Link from "next/link";
import { useTranslations } from "next-intl";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import { type PageKind, type PageState, pageKinds } from "#lib/shop/schema.ts";
import { type Locale, locales } from "#lib/words/locale.ts";
import { useLanguageName } from "./language-name.ts";

/** Which pages stand on the site, in which languages. */
export function PageTable({ pages }: { pages: PageState[] }) {
  const t = useTranslations("settings.pages");
  const names = useTranslations("common.pages");
  const languageName = useLanguageName();
  return (
    <Table label={t("label")}>
      <thead>
        <tr>
          <HeadCell>{t("page")}</HeadCell>
          {locales.map((language) => (
            <HeadCell key={language}>{languageName(language)}</HeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {pageKinds.map((kind) => (
          <Row key={kind}>
            <Cell className="font-medium">{names(kind)}</Cell>
            {locales.map((language) => (
              <Cell key={language}>
                <PageCell state={stateOf(pages, kind, language)} name={names(kind)} language={languageName(language)} />
              </Cell>
            ))}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function PageCell({ state, name, language }: { state: PageState; name: string; language: string }) {
  const t = useTranslations("settings.pages");
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <Link
        href={`/settings/pages/${state.kind}?language=${state.language}`}
        aria-label={t("edit", { page: name, language })}
        className="inline-flex min-h-11 items-center font-medium underline underline-offset-4 hover:text-signal md:min-h-8"
      >
        {t("editShort")}
      </Link>
      <span className="text-sm text-soft">
        {state.publishedAt ? (
          <>
            {t("version", { version: state.version })} · <LocalTime iso={state.publishedAt} style="day" />
          </>
        ) : (
          t("missing")
        )}
      </span>
    </div>
  );
}

function stateOf(pages: PageState[], kind: PageKind, language: Locale): PageState {
  const found = pages.find((page) => page.kind === kind && page.language === language);
  return found ?? { kind, language, version: 0, publishedAt: null };
}
