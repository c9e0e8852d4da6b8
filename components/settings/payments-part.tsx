import { useTranslations } from "next-intl";
import type { RailView } from "#lib/payments/schema.ts";
import { RailTrial } from "./rail-trial.tsx";

/** The ways to pay that the server's settings give, each with its test charge; what to set where there is none. */
export function PaymentsPart({ rails, takesMoney }: { rails: RailView["name"][]; takesMoney: boolean }) {
  const t = useTranslations("settings.payments");
  return (
    <div className="grid gap-3">
      {rails.length > 0 && (
        <ul className="border-ink border-t">
          {rails.map((rail) => (
            <RailTrial key={rail} rail={rail} />
          ))}
        </ul>
      )}
      {!takesMoney && (
        <p className="rounded-sm bg-warn-wash px-3 py-2 text-sm text-warn">
          {t.rich("none", { code: (text) => <code className="font-mono">{text}</code> })}
        </p>
      )}
    </div>
  );
}
