-- Who holds the link of a mail may pay, and is not the buyer: the two never share one attempt, so neither sees the other's form.
ALTER TABLE "payment" ADD COLUMN "by_link" BOOLEAN NOT NULL DEFAULT false;
