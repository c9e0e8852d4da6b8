-- What placing an order pays for: the look-up of a person's other orders, and foreign keys.

-- A person's orders are few: the person alone is the key, and the planner has no other index to take for it.
DROP INDEX "preorder_edition_id_person_idx";
CREATE INDEX "preorder_person_idx" ON "preorder"("person");

-- place_preorders is the only writer of these columns and takes them from rows that it read and locked in the same statement, so a
-- check of each order against its parents finds nothing and costs a third of the statement. From PostgreSQL 18 on the keys stand
-- unenforced, and the triggers below hold the other side; older servers keep them enforced, and do not know the words: PL/pgSQL reads
-- the whole block, so that they are text until they are run.
DO $$ BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    EXECUTE 'ALTER TABLE preorder ALTER CONSTRAINT preorder_edition_id_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE preorder ALTER CONSTRAINT preorder_show_id_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE preorder ALTER CONSTRAINT preorder_wave_id_fkey NOT ENFORCED';
    EXECUTE 'ALTER TABLE preorder ALTER CONSTRAINT preorder_drop_id_fkey NOT ENFORCED';
  END IF;
END $$;

CREATE FUNCTION refuse_delete_with_orders() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  has_orders boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM preorder WHERE %I = $1)', TG_ARGV[0]) INTO has_orders USING OLD.id;
  IF has_orders THEN
    RAISE EXCEPTION '% % has orders and stays', TG_TABLE_NAME, OLD.id USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER edition_with_orders_stays BEFORE DELETE ON edition FOR EACH ROW EXECUTE FUNCTION refuse_delete_with_orders('edition_id');
CREATE TRIGGER wave_with_orders_stays BEFORE DELETE ON delivery_wave FOR EACH ROW EXECUTE FUNCTION refuse_delete_with_orders('wave_id');
CREATE TRIGGER drop_with_orders_stays BEFORE DELETE ON drop FOR EACH ROW EXECUTE FUNCTION refuse_delete_with_orders('drop_id');
CREATE TRIGGER show_with_orders_stays BEFORE DELETE ON show FOR EACH ROW EXECUTE FUNCTION refuse_delete_with_orders('show_id');
