import { ChatList } from "#components/audience/chat-list.tsx";
import { useArrival } from "#components/audience/use-arrival.ts";
import { useChat } from "#components/audience/use-chat.ts";
import type { LiveShow } from "#components/live/use-show.ts";
import { QuestionsButton } from "#components/questions/questions-button.tsx";
import type { ProductView } from "#lib/catalog/schema.ts";
import { TalkBar } from "./talk-bar.tsx";

type RoomTalkProps = LiveShow & {
  products: ProductView[];
  account: string | null;
  isGuest: boolean;
  onProduct: (productId: string) => void;
  onShelf: () => void;
  onQuestions: () => void;
};

/** What is said, and the bar under the thumb: say something, like, see what is sold. */
export function RoomTalk(props: RoomTalkProps) {
  const { show, sendChat, like, products, account, isGuest, onProduct, onShelf, onQuestions } = props;
  const talk = useChat({ showId: show.showId, account, isGuest, sendChat, chat: show.chat });
  useArrival(show.showId);
  const openNumber = (number: number) => {
    const product = products[number - 1];
    if (product) onProduct(product.id);
  };
  return (
    <>
      <div className="on-picture flex min-h-20 flex-1 flex-col">
        <ChatList
          chat={show.chat}
          arrivals={show.arrivals}
          talk={talk}
          products={products.length}
          onNumber={openNumber}
        />
      </div>
      <div className="on-picture order-4 shrink-0 wide:order-none">
        <TalkBar
          rules={show.halts?.on.includes("chat") ? { ...show.talk, speakers: "staff" } : show.talk}
          products={products.length}
          likes={show.likes}
          isOpen={show.status !== "ENDED"}
          onShelf={onShelf}
          onLike={like}
          talk={talk}
        >
          <QuestionsButton showId={show.showId} onOpen={onQuestions} />
        </TalkBar>
      </div>
    </>
  );
}
