-- AlterTable
ALTER TABLE "preorder" ADD COLUMN     "promised_hold" TIMESTAMPTZ(3);

-- A repeat of the request is answered byte for byte as the first time, so what was promised first stays on the row when the
-- hold is given more time.
CREATE FUNCTION keep_promised_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.promised_hold := coalesce(OLD.promised_hold, OLD.hold_expires_at);
  RETURN NEW;
END $$;
CREATE TRIGGER preorder_promised_hold BEFORE UPDATE OF hold_expires_at ON preorder
  FOR EACH ROW WHEN (OLD.hold_expires_at IS DISTINCT FROM NEW.hold_expires_at) EXECUTE FUNCTION keep_promised_hold();
