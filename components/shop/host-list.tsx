import { useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import type { ShowHost } from "#lib/shows/schema.ts";

/** The people one sees on air, and in how many shows. */
export function HostList({ hosts }: { hosts: ShowHost[] }) {
  const t = useTranslations("shelf.shop");
  return (
    <ul className="flex flex-wrap gap-x-12 gap-y-6">
      {hosts.map(({ id, name, image, shows }) => (
        <li key={id} className="flex items-center gap-4">
          <Avatar name={name} src={image ?? undefined} size="lg" />
          <div>
            <h3 className="font-medium text-lg">{name}</h3>
            <p className="text-sm text-soft">{t("inShows", { count: shows })}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
