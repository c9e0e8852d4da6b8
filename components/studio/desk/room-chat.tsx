import { EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, type Ref, useState } from "react";
import { Form } from "#components/forms/form.tsx";
import type { LiveShow } from "#components/live/use-show.ts";
import { KeptChat } from "#components/moderation/kept-chat.tsx";
import { callApi } from "#components/session/call-api.ts";
import { useRefusalWords } from "#components/session/use-refusal-words.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/toasts.ts";
import { isOver, type Snapshot } from "#lib/live/contract.ts";
import type { TalkDesk } from "#lib/moderation/schema.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

type RoomChatProps = {
  showId: string;
  live: Snapshot;
  sendChat: LiveShow["sendChat"];
  keepsAll?: boolean;
  /** What moderates it; null while it is not known. */
  talk?: TalkDesk | null;
  field?: Ref<HTMLInputElement>;
  /** In place of its own. */
  heading?: ReactNode;
};

/** The room's chat, read, kept and answered as the host. */
export function RoomChat({ showId, live, sendChat, keepsAll, talk, field, heading }: RoomChatProps) {
  const t = useTranslations("studio.chat");
  const list = useStickToEnd<HTMLDivElement>(`${live.chat.at(-1)?.id} ${talk?.whispers.at(-1)?.id}`);
  return (
    <section aria-label={t("heading")} className="flex min-h-0 flex-1 flex-col">
      {heading ?? (
        <div className="flex min-h-12 shrink-0 items-center border-rule border-b px-4">
          <h2 className="slug text-soft">{t("heading")}</h2>
        </div>
      )}
      <div
        ref={list}
        role="log"
        aria-label={t("heading")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a log that scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative min-h-24 flex-1 overflow-y-auto overscroll-contain px-4 py-2 text-sm max-md:min-h-[34dvh]"
      >
        {live.chat.length === 0 && <p className="text-soft">{isOver(live.status) ? t("silent") : t("empty")}</p>}
        <KeptChat {...{ showId, keepsAll }} desk={talk} chat={live.chat} />
      </div>
      {!isOver(live.status) && <AnswerForm showId={showId} sendChat={sendChat} field={field} />}
    </section>
  );
}

/** What is written goes to everybody, or as a whisper to those alone who keep the chat. */
function AnswerForm({ showId, sendChat, field }: Pick<RoomChatProps, "showId" | "sendChat" | "field">) {
  const t = useTranslations("studio.chat");
  const words = useTranslations("studio.talk");
  const sayRefusal = useRefusalWords();
  const [isAside, setAside] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    const input = event.currentTarget.querySelector("input");
    const body = input?.value.trim();
    if (!input || !body) return;
    input.value = "";
    const refusal = isAside ? await whisper(showId, body) : refusalIn(await sendChat({ body }));
    if (!refusal) return;
    input.value ||= body;
    showToast({ text: sayRefusal(refusal), tone: "danger" });
  }

  return (
    <Form onSubmit={send} className="flex gap-2 border-rule border-t p-3">
      <IconButton label={words("whisperOn")} aria-pressed={isAside} onClick={() => setAside(!isAside)}>
        <EyeOff aria-hidden />
      </IconButton>
      <Input
        ref={field}
        aria-label={isAside ? words("whisperWrite") : t("write")}
        placeholder={isAside ? words("whisperWrite") : words("writeTalk")}
        maxLength={1200}
        autoComplete="off"
        enterKeyHint="send"
        className={isAside ? "border-warn!" : undefined}
      />
      <Button type="submit" look="line">
        {isAside ? words("whisper") : t("send")}
      </Button>
    </Form>
  );
}

/** The refusal, or null. */
async function whisper(showId: string, body: string): Promise<unknown> {
  return callApi("POST", `/api/shows/${showId}/whispers`, { body: { body } }).then(
    () => null,
    (refusal: unknown) => refusal,
  );
}

function refusalIn(answer: Awaited<ReturnType<LiveShow["sendChat"]>>): unknown {
  return answer.ok ? null : answer;
}
