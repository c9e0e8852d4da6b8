import { useTranslations } from "next-intl";
import type { FormEvent, ReactNode, Ref } from "react";
import { Form } from "#components/forms/form.tsx";
import type { LiveShow } from "#components/live/use-show.ts";
import { KeptChat } from "#components/moderation/kept-chat.tsx";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { isOver, type Snapshot } from "#lib/live/contract.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

type RoomChatProps = {
  showId: string;
  live: Snapshot;
  sendChat: LiveShow["sendChat"];
  keepsAll?: boolean;
  field?: Ref<HTMLInputElement>;
  /** Beside the heading. */
  aside?: ReactNode;
  onSilenced?: () => void;
};

/** The room's chat, read, kept and answered as the host. */
export function RoomChat({ showId, live, sendChat, keepsAll, field, aside, onSilenced }: RoomChatProps) {
  const t = useTranslations("studio.chat");
  const list = useStickToEnd<HTMLDivElement>(live.chat.at(-1)?.id);
  return (
    <section aria-labelledby="chat-heading" className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-12 shrink-0 items-center justify-between gap-3 border-rule border-b px-4">
        <h2 id="chat-heading" className="slug text-soft">
          {t("heading")}
        </h2>
        {aside}
      </div>
      <div
        ref={list}
        role="log"
        aria-label={t("heading")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a log that scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative min-h-24 flex-1 overflow-y-auto overscroll-contain px-4 py-2 text-sm max-md:min-h-[34dvh]"
      >
        {live.chat.length === 0 && <p className="text-soft">{isOver(live.status) ? t("silent") : t("empty")}</p>}
        <KeptChat {...{ showId, keepsAll, onSilenced }} chat={live.chat} />
      </div>
      {!isOver(live.status) && <AnswerForm sendChat={sendChat} field={field} />}
    </section>
  );
}

function AnswerForm({ sendChat, field }: Pick<RoomChatProps, "sendChat" | "field">) {
  const t = useTranslations("studio.chat");
  const sayRefusal = useRefusalWords();

  async function send(event: FormEvent<HTMLFormElement>) {
    const input = event.currentTarget.querySelector("input");
    const body = input?.value.trim();
    if (!input || !body) return;
    input.value = "";
    const answer = await sendChat({ body });
    if (answer.ok) return;
    input.value ||= body;
    showToast({ text: sayRefusal(answer), tone: "danger" });
  }

  return (
    <Form onSubmit={send} className="flex gap-2 border-rule border-t p-3">
      <Input
        ref={field}
        aria-label={t("write")}
        placeholder={t("write")}
        maxLength={1200}
        autoComplete="off"
        enterKeyHint="send"
      />
      <Button type="submit" look="line">
        {t("send")}
      </Button>
    </Form>
  );
}
