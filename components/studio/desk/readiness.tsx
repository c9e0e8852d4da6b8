import { clsx } from "clsx";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import type { Devices } from "#components/media/broadcast/use-capture.ts";
import type { StudioHandle } from "#components/media/broadcast/use-studio.ts";
import { findLacks, type Readiness as Judgement, judgeUplink } from "./judge-ready.ts";
import { isPhone } from "./use-capture-trouble.ts";
import type { Desk } from "./use-desk.ts";
import { useHeard } from "./use-heard.ts";
import { useUplink } from "./use-uplink.ts";

type ReadinessProps = { desk: Desk; devices: Devices; studio: StudioHandle; isHalfHeard: boolean };

/** Before going on air: is there a picture, was anything heard, what does the line carry, can the products be bought. */
export function Readiness({ desk, devices, studio, isHalfHeard }: ReadinessProps) {
  const t = useTranslations("studio.air.ready");
  const td = useTranslations("device.host");
  const format = useFormatter();
  const { face, product, sounds } = devices;
  const picture = face ?? product;
  const heard = useHeard(studio.studio?.mixer);
  const { uplink, measure } = useUplink(desk.view.id, true);
  const [onPhone, setOnPhone] = useState(false);
  useEffect(() => setOnPhone(isPhone()), []);
  const { products } = desk.view;
  const lacks = findLacks(products);
  const line = judgeUplink(uplink);
  const measured = typeof uplink === "number";
  const megabits = format.number(measured ? uplink / 1_000_000 : 0, { maximumSignificantDigits: 2 });
  return (
    <section aria-labelledby="ready-heading" className="grid gap-1">
      <h3 id="ready-heading" className="font-medium text-sm">
        {t("heading")}
      </h3>
      <ul className="grid text-sm">
        <Line is={picture ? "ok" : "warn"}>
          {picture ? t("picture", { name: picture.label || t("camera") }) : t("noPicture")}
        </Line>
        <Line is={sounds.length === 0 ? "warn" : heard ? "ok" : "wait"}>
          {t(sounds.length === 0 ? "noSound" : heard ? "heard" : "silent")}
        </Line>
        {onPhone && <Line is="warn">{t("phone")}</Line>}
        {studio.ability === "records" && <Line is="warn">{t("records")}</Line>}
        {isHalfHeard && <Line is="warn">{t("halfHeard")}</Line>}
        <Line is={line}>
          <span>{t(measured ? (line === "ok" ? "line" : "lineSlow") : `line_${uplink}`, { megabits })}</span>{" "}
          {(measured || uplink === "failed") && (
            <button type="button" onClick={measure} className="py-1 text-soft underline hover:text-ink">
              {t("measure")}
            </button>
          )}
        </Line>
        {products.length === 0 && <Line is="warn">{t("noProducts")}</Line>}
        {products.length > 0 && lacks.length === 0 && <Line is="ok">{t("products", { count: products.length })}</Line>}
        {lacks.map(({ product: name, edition, lack }) => (
          <Line key={`${name} ${edition}`} is="warn">
            {t(`lack.${lack}`, { name: edition ? `${name}, ${edition}` : name })}
          </Line>
        ))}
      </ul>
      <a
        href="/studio/device-test"
        target="_blank"
        rel="noreferrer"
        className="flex min-h-11 w-fit items-center text-sm text-soft underline hover:text-ink"
      >
        {td("link")}
      </a>
    </section>
  );
}

const marks = {
  ok: { Icon: CircleCheck, tone: "text-ok" },
  warn: { Icon: CircleAlert, tone: "text-warn" },
  wait: { Icon: CircleDashed, tone: "text-soft" },
};

function Line({ is, children }: { is: Judgement; children: ReactNode }) {
  const { Icon, tone } = marks[is];
  return (
    <li data-ready={is} className="flex items-start gap-2 py-1">
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", tone)} />
      <span className="min-w-0">{children}</span>
    </li>
  );
}
