import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { type FormEvent, type Ref, useState } from "react";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { isOver } from "#lib/live/contract.ts";
import type { Desk } from "./use-desk.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

/** The room's chat, read and answered as the host. */
export function RoomChat({ desk: { live, sendChat }, field }: { desk: Desk; field: Ref<HTMLInputElement> }) {
  const t = useTranslations("studio.chat");
  const sayRefusal = useRefusalWords();
  const [text, setText] = useState("");
  const list = useStickToEnd<HTMLDivElement>(live.chat.at(-1)?.id);

  async function send(event: FormEvent) {
    event.preventDefault();
    const body = text.trim();
    if (!body) return;
    setText("");
    const answer = await sendChat({ body });
    if (answer.ok) return;
    setText(body);
    showToast({ text: sayRefusal(answer), tone: "danger" });
  }

  return (
    <section aria-labelledby="chat-heading" className="flex min-h-0 flex-col">
      <h2 id="chat-heading" className="slug flex min-h-12 shrink-0 items-center border-rule border-b px-4 text-soft">
        {t("heading")}
      </h2>
      <div
        ref={list}
        role="log"
        aria-label={t("heading")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a log that scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative min-h-24 flex-1 overflow-y-auto overscroll-contain px-4 py-2 text-sm max-md:h-[34dvh]"
      >
        {live.chat.length === 0 && <p className="text-soft">{isOver(live.status) ? t("silent") : t("empty")}</p>}
        <ol>
          {live.chat.map((line) => (
            <li key={line.id} className="py-1 [overflow-wrap:anywhere]">
              <span className={clsx("mr-2 font-medium", isStaff(line.role) ? "text-signal-ink" : "text-soft")}>
                {line.name}
                {isStaff(line.role) && <span className="ml-1.5 text-2xs uppercase">{t(`role.${line.role}`)}</span>}
              </span>
              {line.body}
            </li>
          ))}
        </ol>
      </div>
      {!isOver(live.status) && (
        <form onSubmit={send} className="flex gap-2 border-rule border-t p-3">
          <Input
            ref={field}
            value={text}
            aria-label={t("write")}
            placeholder={t("write")}
            maxLength={1200}
            autoComplete="off"
            enterKeyHint="send"
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" look="line" disabled={text.trim() === ""}>
            {t("send")}
          </Button>
        </form>
      )}
    </section>
  );
}

const staff = ["host", "moderator", "producer", "ops", "finance", "owner"] as const;

function isStaff(role: string): role is (typeof staff)[number] {
  return staff.some((known) => known === role);
}
