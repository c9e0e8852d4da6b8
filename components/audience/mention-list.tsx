import { clsx } from "clsx";
import { useTranslations } from "next-intl";

type MentionListProps = { id: string; names: string[]; at: number; onTake: (name: string) => void };

/** Names to choose from, above the field in which one writes. */
export function MentionList({ id, names, at, onTake }: MentionListProps) {
  const t = useTranslations("room.chat");
  if (names.length === 0) return null;
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t("mention")}
      className="absolute bottom-full left-0 z-20 mb-1 grid min-w-40 max-w-full overflow-hidden rounded-sm bg-raised over:bg-video p-1 shadow-lift"
    >
      {names.map((name, index) => (
        <button
          key={name}
          id={`${id}-${index}`}
          type="button"
          role="option"
          aria-selected={index === at}
          tabIndex={-1}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(name)}
          className={clsx("min-h-11 truncate rounded-xs px-3 text-left text-sm", index === at && "bg-sunk")}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
