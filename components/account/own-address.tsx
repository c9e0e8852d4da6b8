import { useTranslations } from "next-intl";
import { AskForProof } from "./ask-for-proof.tsx";
import { ChangeAddress } from "./change-address.tsx";

type OwnAddressProps = { email: string; emailVerified: boolean };

export function OwnAddress({ email, emailVerified }: OwnAddressProps) {
  const t = useTranslations("account");
  return (
    <>
      <p className="wrap-anywhere">{email}</p>
      <p className="text-sm text-soft">{t(emailVerified ? "isProven" : "notProven")}</p>
      {!emailVerified && <AskForProof email={email} />}
      <ChangeAddress />
    </>
  );
}
