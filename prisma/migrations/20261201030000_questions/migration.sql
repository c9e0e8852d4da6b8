-- CreateEnum
CREATE TYPE "QuestionState" AS ENUM ('HELD', 'OPEN', 'ASIDE', 'ANSWERED', 'REMOVED');

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "product_id" UUID,
    "user_id" UUID,
    "name" TEXT NOT NULL CHECK (length("name") <= 200),
    "role" "Role" NOT NULL,
    "body" TEXT NOT NULL CHECK (length("body") <= 800),
    "key" UUID,
    "wants_mail" BOOLEAN NOT NULL DEFAULT false,
    "state" "QuestionState" NOT NULL DEFAULT 'OPEN',
    "votes" INTEGER NOT NULL DEFAULT 1 CHECK ("votes" >= 0),
    "merged_into" UUID CHECK ("merged_into" <> "id"),
    "marks" INTEGER[] NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer" TEXT NOT NULL DEFAULT '' CHECK (length("answer") <= 2000),
    "answered_at" TIMESTAMPTZ(3),
    "answered_at_ms" BIGINT,
    "answered_by_id" UUID,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "question_answered" CHECK (("state" = 'ANSWERED') = ("answered_at" IS NOT NULL)),
    CONSTRAINT "question_answered_somehow" CHECK ("answered_at" IS NULL OR "answer" <> '' OR "answered_at_ms" IS NOT NULL)
);

-- CreateTable
CREATE TABLE "question_vote" (
    "question_id" UUID NOT NULL,
    "person" TEXT NOT NULL CHECK (length("person") <= 64),
    "user_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "question_vote_pkey" PRIMARY KEY ("question_id","person")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" UUID NOT NULL,
    "show_id" UUID NOT NULL,
    "claim" TEXT NOT NULL CHECK (length("claim") BETWEEN 1 AND 400),
    "truth" TEXT NOT NULL CHECK (length("truth") BETWEEN 1 AND 1000),
    "pinned_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "question_user_id_key_key" ON "question"("user_id", "key");
CREATE INDEX "question_changed" ON "question"("show_id", "changed_at");
CREATE INDEX "question_newest" ON "question"("show_id", "at" DESC, "id" DESC);
CREATE INDEX "question_merged_into_idx" ON "question"("merged_into");
CREATE INDEX "question_of_product" ON "question"("product_id", "answered_at" DESC, "id" DESC);
CREATE INDEX "question_vote_user_id_idx" ON "question_vote"("user_id");
CREATE INDEX "claim_show_id_at_id_idx" ON "claim"("show_id", "at" DESC, "id" DESC);
CREATE UNIQUE INDEX "claim_pinned" ON "claim"("show_id") WHERE (pinned_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "question" ADD CONSTRAINT "question_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "question" ADD CONSTRAINT "question_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "question" ADD CONSTRAINT "question_merged_into_fkey" FOREIGN KEY ("merged_into") REFERENCES "question"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "question_vote" ADD CONSTRAINT "question_vote_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "question_vote" ADD CONSTRAINT "question_vote_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "claim" ADD CONSTRAINT "claim_show_id_fkey" FOREIGN KEY ("show_id") REFERENCES "show"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The list that everybody reads, most wanted first; one that was merged stands in it as a part of another.
CREATE INDEX question_wanted ON question (show_id, (-votes), at, id) WHERE merged_into IS NULL;
CREATE INDEX question_answers ON question (show_id, answered_at DESC, id DESC) WHERE answered_at IS NOT NULL;
-- Which of the questions of a show share words with a new one: its marks are hashes of a word together with the show.
CREATE INDEX question_marks ON question USING gin (marks) WHERE merged_into IS NULL;
