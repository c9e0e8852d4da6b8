import { PartSwitch } from "#components/questions/desk/part-switch.tsx";
import { QuestionPanel } from "#components/questions/desk/question-panel.tsx";
import { RoomChat } from "./room-chat.tsx";
import type { Cockpit } from "./use-cockpit.ts";

/** What viewers say: the chat, or their questions. */
export function TalkSide({ cockpit }: { cockpit: Cockpit }) {
  const { desk, talk, chatField, questions, talkPart, setTalkPart, questionList } = cockpit;
  const heading = <PartSwitch part={talkPart} onPart={setTalkPart} />;
  if (talkPart === "questions") {
    return (
      <QuestionPanel desk={questions} products={desk.view.products} answers list={questionList} heading={heading} />
    );
  }
  const { live, sendChat, view } = desk;
  return <RoomChat {...{ live, sendChat, heading }} showId={view.id} talk={talk.desk} field={chatField} />;
}
