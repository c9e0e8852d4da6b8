"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { Money } from "#components/ui/money.tsx";
import { Cell, HeadCell, Row, Table } from "#components/ui/table.tsx";
import type { CallableBalance } from "#lib/balances/schema.ts";
import type { DoneForOrders } from "#lib/delivery/schema.ts";
import { useRowKeys } from "../use-row-keys.ts";
import { ActButton } from "./act-button.tsx";
import { ActSheet } from "./act-sheet.tsx";
import { useDeskAct } from "./use-desk-act.ts";

/** Locked orders whose balance waits for the word that they are ready to be paid. */
export function CallTable({ callable }: { callable: CallableBalance[] }) {
  const t = useTranslations("ops.money.call");
  const [chosen, setChosen] = useState<CallableBalance | null>(null);
  const last = callable.length - 1;
  const keys = useRowKeys({ count: callable.length, rendered: { first: 0, last }, reveal: () => {} });
  return (
    <>
      <Table dense label={t("heading")}>
        <thead>
          <tr>
            <HeadCell>{t("edition")}</HeadCell>
            <HeadCell numeric>{t("orders")}</HeadCell>
            <HeadCell numeric>{t("owed")}</HeadCell>
            <HeadCell>{t("acts")}</HeadCell>
          </tr>
        </thead>
        <tbody {...keys.body}>
          {callable.map((each, index) => (
            <Row key={`${each.editionId} ${each.currency}`} {...keys.row(index)}>
              <Cell>{each.edition}</Cell>
              <Cell numeric>{each.orders}</Cell>
              <Cell numeric className="font-semibold">
                <Money minor={each.owedMinor} currency={each.currency} style="full" />
              </Cell>
              <Cell>
                <ActButton letter="c" onClick={() => setChosen(each)}>
                  {t("call")}
                </ActButton>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {chosen && <CallSheet callable={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

const choices = [0, 1, 2, 3, 7, 14];

function CallSheet({ callable, onClose }: { callable: CallableBalance; onClose: () => void }) {
  const t = useTranslations("ops.money.call");
  const { busyId, act } = useDeskAct();
  const [inDays, setInDays] = useState(2);
  const { ids, orders, edition, editionId } = callable;
  const call = () =>
    act<DoneForOrders>(
      editionId,
      "/api/ops/balances/call",
      { ids, inDays },
      {
        ok: ({ done }) => t("called", { count: done.length }),
        onDone: onClose,
      },
    );
  return (
    <ActSheet
      title={t("title")}
      description={edition}
      label={t("callMany", { count: ids.length })}
      busy={busyId !== null}
      onClose={onClose}
      onAct={() => void call()}
    >
      <p className="text-sm text-soft">{t("explain")}</p>
      {orders > ids.length && <p className="text-sm text-warn">{t("part", { count: ids.length, orders })}</p>}
      <Field label={t("when")} required>
        {(binding) => (
          <Select {...binding} autoFocus value={inDays} onChange={(picked) => setInDays(Number(picked.target.value))}>
            {choices.map((count) => (
              <option key={count} value={count}>
                {t("inDays", { count })}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </ActSheet>
  );
}
