-- The name that an author's page gave to a line: said again after a lost answer it is the same line, also after a restart.
ALTER TABLE "chat_message" ADD COLUMN "key" UUID;
CREATE UNIQUE INDEX "chat_message_user_id_key_key" ON "chat_message"("user_id", "key");
