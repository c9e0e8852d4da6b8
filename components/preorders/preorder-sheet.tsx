"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { DropNote } from "#components/drops/drop-note.tsx";
import { offeredEdition } from "#components/drops/offered-edition.ts";
import { ProofNote } from "#components/drops/proof-note.tsx";
import { useProof } from "#components/drops/use-proof.ts";
import { useOwnPlaces } from "#components/lines/own-places.tsx";
import { PlaceFooter, PlaceStep } from "#components/lines/place-step.tsx";
import { useCardForm } from "#components/payments/use-card-form.ts";
import { readyAccount } from "#components/session/ensure-account.ts";
import { serverTime } from "#components/ui/clock.ts";
import { Sheet } from "#components/ui/sheet.tsx";
import type { EditionView, ProductView } from "#lib/catalog/schema.ts";
import type { DropLine } from "#lib/live/contract.ts";
import { CardFooter, CardStep } from "./card-step.tsx";
import { ChooseStep } from "./choose-step.tsx";
import { ConfirmFooter } from "./confirm-footer.tsx";
import { DoneFooter, DoneStep } from "./done-step.tsx";
import { firstEdition } from "./first-edition.ts";
import { LineFooter } from "./line-footer.tsx";
import { offerNow } from "./offer.ts";
import { PayFooter, PayStep } from "./pay-step.tsx";
import { rememberedContact } from "./remembered-contact.ts";
import { usePayWay } from "./use-pay-way.ts";
import { usePreorder } from "./use-preorder.ts";
import { useQueued } from "./use-queued.ts";
import { useTerms } from "./use-terms.ts";
import { WaitingFooter, WaitingStep } from "./waiting-step.tsx";

type PreorderSheetProps = {
  product: ProductView;
  /** Buy from this drop, or line up for it. */
  drop?: DropLine;
  /** The edition it opens on; else the first that can be had. */
  editionId?: string;
  /** Nobody is signed in: ask where the receipt goes. */
  isGuest: boolean;
  /** The way back to what runs behind the sheet: "Keep watching". */
  backLabel: string;
  onClose: () => void;
};

/** From choosing to reserved over whatever runs behind. Mount it to open it. */
export function PreorderSheet({ product, drop, editionId = drop?.editionId, ...rest }: PreorderSheetProps) {
  const [first] = useState(() => product.editions.find(({ id }) => id === editionId) ?? firstEdition(product));
  return first ? <OpenSheet product={product} drop={drop} first={first} {...rest} /> : null;
}

type OpenSheetProps = Omit<PreorderSheetProps, "editionId"> & { first: EditionView };

function OpenSheet({ product: whole, drop, first, isGuest, backLabel, onClose }: OpenSheetProps) {
  const t = useTranslations("preorders");
  const words = useTranslations("lines.sheet");
  const { take } = useOwnPlaces();
  const proof = useProof(drop);
  const preorder = usePreorder({ firstEditionId: first.id, dropId: drop?.id ?? null, proof, onPlace: take });
  const inShop = whole.editions.find(({ id }) => id === preorder.editionId) ?? first;
  const [openedAt] = useState(serverTime);
  const ways = usePayWay();
  useReadyAccount(isGuest && drop !== undefined);
  const { step, attempt } = preorder;
  const form = useCardForm({
    publishableKey: ways.publishableKey,
    clientSecret: step.at === "card" ? step.clientSecret : null,
    of: "payment",
  });
  const wanted = attempt.quantity;
  const contact = attempt.contact ?? rememberedContact();

  const isFull = preorder.refusal?.code === "line_full";
  const now = offerNow({ edition: inShop, drop, quantity: wanted, isFull });
  const offer = attempt.isAsked && attempt.offer ? attempt.offer : now;
  const isFromDrop = offer.dropId !== null;
  const edition = drop && isFromDrop ? offeredEdition(inShop, drop) : inShop;
  const product = drop ? { ...whole, editions: [edition] } : whole;
  const inStock = offer.act === "order" ? edition.available : edition.perPersonLimit;
  const most = Math.max(1, Math.min(edition.perPersonLimit, inStock));
  const quantity = attempt.isAsked ? attempt.quantity : Math.min(wanted, most);
  const terms = useTerms({ edition, quantity, attempt });
  const place = useQueued({ preorder, editionId: edition.id, dropId: drop?.id ?? null, isShop: !isFromDrop });
  const line = offer.act === "line" || offer.act === "waitlist" ? offer.act : null;
  const titles = {
    choosing: line ? words(line, { product: whole.name }) : t("sheet.title", { product: whole.name }),
    paying: t("pay.title"),
    card: t("pay.title"),
    waiting: t("pay.title"),
    done: t("done.title"),
  };

  if (place) {
    return (
      <Sheet
        open
        onOpenChange={onClose}
        title={words("place")}
        description={`${whole.name} · ${edition.name}`}
        footer={<PlaceFooter place={place} backLabel={backLabel} onClose={onClose} />}
      >
        <PlaceStep place={place} drop={drop} edition={edition} />
      </Sheet>
    );
  }
  return (
    <Sheet
      open
      modal={ways.publishableKey === null || step.at === "choosing"}
      onOpenChange={onClose}
      title={titles[step.at]}
      description={step.at === "choosing" ? undefined : `${whole.name} · ${edition.name}`}
      footer={
        <>
          {step.at === "choosing" && !line && (
            <ConfirmFooter {...{ product, edition, terms, preorder, quantity, openedAt }} />
          )}
          {step.at === "choosing" && line && <LineFooter {...{ edition, terms, preorder, quantity, offer, drop }} />}
          {step.at === "paying" && <PayFooter preorder={preorder} step={step} ways={ways} />}
          {step.at === "card" && <CardFooter preorder={preorder} step={step} form={form} />}
          {step.at === "waiting" && <WaitingFooter preorder={preorder} />}
          {step.at === "done" && <DoneFooter order={step.order} backLabel={backLabel} onClose={onClose} />}
        </>
      }
    >
      {step.at === "choosing" && drop && <DropNote drop={drop} proof={proof} isOver={!isFromDrop} />}
      {step.at === "choosing" && proof.onSale !== "none" && (
        <ProofNote isReady={proof.onSale === "ready"}>{t(`proof.${proof.onSale}`)}</ProofNote>
      )}
      {step.at === "choosing" && (
        <ChooseStep
          {...{ product, edition, preorder, offer, terms, wanted, quantity, most, isGuest, contact, ways, openedAt }}
          onQuantity={(value) => preorder.fill({ quantity: value })}
          onContact={(value) => preorder.fill({ contact: value })}
        />
      )}
      {step.at === "paying" && (
        <PayStep preorder={preorder} step={step} ways={ways} balanceDueOn={edition.balanceDueOn} />
      )}
      {step.at === "card" && <CardStep preorder={preorder} step={step} form={form} />}
      {step.at === "waiting" && <WaitingStep preorder={preorder} step={step} rails={ways.rails} />}
      {step.at === "done" && <DoneStep order={step.order} isGuest={isGuest} />}
    </Sheet>
  );
}

/** In a drop every moment counts: a guest's account is made while the sheet is filled in. */
function useReadyAccount(isWanted: boolean) {
  useEffect(() => {
    if (isWanted) readyAccount().catch(() => undefined);
  }, [isWanted]);
}
